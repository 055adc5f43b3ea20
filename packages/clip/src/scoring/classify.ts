import { FLAG, type OptionRules } from '@web-clip/calls';
import type { SimilaritySpec } from '../models/spec.ts';
import type { Embeddings, EmbedOptions } from './embeddings.ts';
import type { LabelEmbeddings } from './label-embeddings.ts';
import { probabilities } from './probabilities.ts';
import { similarity } from './similarity.ts';
import { templates as numbered } from './templates.ts';

/** Options of classification. */
export interface ClassifyOptions {
  /**
   * Templates for the labels: the number of a set in {@link numbered}, or your own templates with `{}` in
   * place of the label. The sets are English; labels in another language need their own templates. Default 7.
   */
  templates?: keyof typeof numbered | readonly string[];
  /**
   * `false`: exactly one label fits, and the probabilities of an image sum to 1. `true`: each label is judged
   * on its own. Default: as the model was trained, which is `true` for sigmoid models (SigLIP). A softmax
   * model cannot judge a label on its own, so each is weighed against the prompts with “something” in its
   * place. That ranks well, but is not a calibrated probability.
   */
  multiLabel?: boolean;
}

/** What the options of classification must be. */
export const CLASSIFY_RULES: OptionRules<ClassifyOptions> = {
  templates: {
    what: '1, 7, 80, or an array of texts with {} in place of the label',
    fits: (value) =>
      typeof value === 'number'
        ? Object.hasOwn(numbered, value)
        : Array.isArray(value) &&
          value.length > 0 &&
          value.every((each) => typeof each === 'string' && each.includes('{}')),
  },
  multiLabel: FLAG,
};

/** One label of an image. */
export interface Classification {
  /** As it was given. */
  label: string;
  /** 0..1; see {@link ClassifyOptions.multiLabel}. */
  probability: number;
  /** Between the image and the label's prompts, -1..1. */
  cosine: number;
}

/** The alternative that each label is weighed against if the model can only compare. */
const ANYTHING = 'something';

/**
 * Zero-shot classification (https://arxiv.org/abs/2103.00020, section 3.1): finds the label whose prompts are
 * closest to the image.
 *
 * @param embedImages Embeds the images.
 * @param labels At least one.
 * @param known Embeddings of labels.
 * @param spec The model's similarity spec.
 * @param options Valid by {@link CLASSIFY_RULES}.
 * @returns For each image, all labels, the most probable first.
 */
export async function classify(
  embedImages: () => Promise<Embeddings>,
  labels: readonly string[],
  known: LabelEmbeddings,
  spec: SimilaritySpec,
  options: ClassifyOptions & EmbedOptions,
): Promise<Classification[][]> {
  const { multiLabel = spec.kind === 'sigmoid' } = options;
  const templates = templatesOf(options.templates ?? 7);
  const against = multiLabel && spec.kind === 'softmax' ? [ANYTHING] : [];
  const [images, texts] = await Promise.all([
    embedImages(),
    known.of([...labels, ...against], templates, options),
  ]);
  const cosines = similarity(images, texts);
  return Array.from({ length: images.count }, (_, image) => {
    const own = cosines.subarray(image * texts.count, (image + 1) * texts.count);
    const each = weigh(own, labels.length, multiLabel, spec);
    return labels
      .map((label, i) => ({ label, probability: each[i] as number, cosine: own[i] as number }))
      .sort((a, b) => b.probability - a.probability || b.cosine - a.cosine);
  });
}

/** Probabilities of the first `count` texts. */
function weigh(
  cosines: Float32Array,
  count: number,
  multiLabel: boolean,
  spec: SimilaritySpec,
): ArrayLike<number> {
  if (!multiLabel) return probabilities(cosines, { ...spec, kind: 'softmax' });
  if (spec.kind === 'sigmoid') return probabilities(cosines, spec);
  const anything = cosines[count] as number;
  return Array.from(
    cosines.subarray(0, count),
    (cosine) => probabilities([cosine, anything], spec)[0] as number,
  );
}

const templatesOf = (given: keyof typeof numbered | readonly string[]): readonly string[] =>
  typeof given === 'number' ? numbered[given] : given;
