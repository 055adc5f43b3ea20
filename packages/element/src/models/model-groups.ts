import type { ModelSpec } from '@web-clip/clip';
import type { Strings } from '../i18n/strings.ts';
import { downloadSize, type Running } from './download-size.ts';

/** What most users look for in a model. */
type Need = keyof Pick<Strings, 'smallAndFast' | 'bestInEnglish' | 'bestInOthers'>;

/** What models are grouped by. */
type Kind = keyof Pick<Strings, 'english' | 'otherLanguages' | 'specialModels'>;

/** A model that suits most users with one of these needs. */
export interface Recommendation {
  readonly needs: readonly Need[];
  readonly model: ModelSpec;
}

/** Models of one kind, smallest first. */
export interface ModelGroup {
  readonly title: Kind;
  readonly models: readonly ModelSpec[];
}

/** Size of a model that a browser can download, store and load without trouble. */
const COMFORTABLE_BYTES = 1e9;

/** A model with at least this many languages is not meant for one or two in particular. */
const MANY_LANGUAGES = 10;

/**
 * Selects a few models: free to use, not too large, and with published benchmarks.
 *
 * @param models The available models.
 * @param info The current runtime.
 */
export function recommended(
  models: readonly ModelSpec[],
  info: Running | undefined,
): readonly Recommendation[] {
  const size = sizeOn(info);
  const free = models.filter(
    (model) => !model.about?.restriction && model.about?.quality && size(model) <= COMFORTABLE_BYTES,
  );
  const english = free.filter(knowsEnglish);
  const many = free.filter(({ about }) => (about?.languages.length ?? 0) >= MANY_LANGUAGES);
  const chosen = new Map<ModelSpec, Need[]>();
  const recommend = (need: Need, model: ModelSpec | undefined): void => {
    if (model) chosen.set(model, [...(chosen.get(model) ?? []), need]);
  };
  recommend('smallAndFast', english.toSorted((a, b) => size(a) - size(b))[0]);
  recommend('bestInEnglish', english.toSorted((a, b) => figure(b) - figure(a) || size(a) - size(b))[0]);
  recommend('bestInOthers', many.toSorted((a, b) => figure(b) - figure(a) || size(a) - size(b))[0]);
  return [...chosen].map(([model, needs]) => ({ model, needs }));
}

/** Groups models by purpose, smallest first. */
export function modelGroups(models: readonly ModelSpec[], info: Running | undefined): readonly ModelGroup[] {
  const size = sizeOn(info);
  const sorted = models.toSorted((a, b) => size(a) - size(b));
  return KINDS.map((title) => ({ title, models: sorted.filter((model) => kindOf(model) === title) })).filter(
    ({ models }) => models.length > 0,
  );
}

const KINDS: readonly Kind[] = ['english', 'otherLanguages', 'specialModels'];

function kindOf(model: ModelSpec): Kind {
  if (model.about?.languages.some((language) => language !== 'en')) return 'otherLanguages';
  return model.about?.quality || model.source.kind === 'bundled' ? 'english' : 'specialModels';
}

const sizeOn =
  (info: Running | undefined) =>
  (model: ModelSpec): number =>
    downloadSize(model, info) ?? Number.POSITIVE_INFINITY;

const knowsEnglish = ({ about }: ModelSpec): boolean => about?.languages.includes('en') ?? false;

/**
 * The benchmark that counts for searching photos by text. COCO, if measured, says more than ImageNet, and is always
 * lower.
 */
const figure = ({ about }: ModelSpec): number =>
  about?.quality?.cocoTextToImage ?? (about?.quality?.imagenet ?? 0) / 100;
