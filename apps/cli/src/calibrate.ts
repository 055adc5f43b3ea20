import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { RelevanceSpec } from '@web-clip/clip';
import { captionedPhotos } from './calibrate/captions.ts';
import { crossValidate, type Evaluation, evaluate } from './calibrate/evaluate.ts';
import { fitRelevance } from './calibrate/fit.ts';
import { type PageSettings, runInPage } from './calibrate/in-page.ts';
import { calibrationSet, calibrationTexts } from './calibrate/queries.ts';
import { precision, termQueries } from './calibrate/term-queries.ts';
import { withPage } from './page.ts';

const USAGE = `npm run calibrate -- --photos DIR [--photos DIR] [--model ID] [--device webgpu|wasm] [--json]

Fits how cosines of a model tell whether a photo fits a text at all, and prints the
“relevance” of the model's spec, or of its web-clip.json. Says how well it does, and
how well queries of several terms do beside sums of vectors.

  --photos DIR   a folder of photos with captions: in text files beside them, or in a
                 CSV file with the columns file and caption. May be repeated.
  --model ID     pocket (the bundled one), owner/name of a repository, or a URL
  --device D     webgpu or wasm; automatic by default
  --json         one JSON object instead of a table`;

/** Precision at 10 of queries of several terms, and of sums of vectors. */
interface TermResult {
  queries: number;
  terms: number;
  vectors: number;
}

const { settings, folders, json } = readArguments();
try {
  const photos = folders.map(captionedPhotos);
  const texts = calibrationTexts(photos.flat());
  const files = photos.flatMap((some, i) => some.map(({ file }) => join(folders[i] as string, file)));
  const queries = termQueries(photos.flat());
  const result = await withPage((page) => {
    page.on('console', (message) => {
      if (message.type() === 'info') process.stderr.write(`\r${message.text()}`);
    });
    return runInPage(
      page,
      files,
      texts.map(({ text }) => text),
      queries,
      settings,
    );
  });
  process.stderr.write('\n');
  const set = calibrationSet(
    photos.flatMap((some, i) => some.map(() => i)),
    texts,
    result.texts,
    result.images,
  );
  const relevance = rounded(fitRelevance(set));
  const report = {
    model: settings.model,
    relevance,
    shown: crossValidate(set),
    own: evaluate(set, relevance),
    without: compared(queries.without, result.without),
    photoAndWord: compared(queries.photos, result.photos),
  };
  if (json) console.log(JSON.stringify(report, null, 2));
  else print(report);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message.split('\n')[0] : error}`);
  process.exitCode = 1;
}

function readArguments(): { settings: PageSettings; folders: string[]; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        photos: { type: 'string', multiple: true, default: [] },
        model: { type: 'string', default: 'pocket' },
        device: { type: 'string', default: 'auto' },
        json: { type: 'boolean', default: false },
      },
    });
    const { model, device, json } = values;
    if (device !== 'auto' && device !== 'webgpu' && device !== 'wasm')
      throw new Error(`--device is ${device}, but must be webgpu or wasm.`);
    if (values.photos.length === 0) throw new Error('Name a folder of photos with captions.');
    // npm runs scripts in the workspace, but the user may be in another folder.
    const folders = values.photos.map((folder) => resolve(process.env.INIT_CWD ?? '.', folder));
    for (const folder of folders) {
      if (!existsSync(folder) || !statSync(folder).isDirectory())
        throw new Error(`There is no folder ${folder}.`);
    }
    return { settings: { model, device }, folders, json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Four digits suffice, and are easier to read. */
function rounded({ mean, deviation, weights, constant }: RelevanceSpec): RelevanceSpec {
  const round = (value: number): number => Number(value.toPrecision(4));
  const [cosine, middle, spread, chance] = weights;
  return {
    mean: round(mean),
    deviation: round(deviation),
    weights: [round(cosine), round(middle), round(spread), round(chance)],
    constant: round(constant),
  };
}

function compared(
  queries: readonly { right: readonly number[] }[],
  rankings: readonly { terms: number[]; vectors: number[] }[],
): TermResult {
  return {
    queries: queries.length,
    terms: precision(
      queries,
      rankings.map(({ terms }) => terms),
    ),
    vectors: precision(
      queries,
      rankings.map(({ vectors }) => vectors),
    ),
  };
}

function print({
  relevance,
  shown,
  own,
  without,
  photoAndWord,
}: {
  relevance: RelevanceSpec;
  shown: Evaluation & { mostFalseFound: number };
  own: Evaluation;
  without: TermResult;
  photoAndWord: TermResult;
}): void {
  const line = (what: string, ...values: readonly (number | string)[]): void => {
    const cells = values.map((value) =>
      typeof value === 'number' && value < 1 ? value.toFixed(3) : String(value),
    );
    console.log(what.padEnd(46) + cells.map((cell) => cell.padStart(18)).join(''));
  };
  const both = (what: string, of: (evaluation: Evaluation) => number): void => line(what, of(shown), of(own));
  console.log(`"relevance": ${JSON.stringify(relevance)}\n`);
  line('', 'halves, by fits', 'all, by');
  line('', 'to the other half', 'their own fit');
  both('photos', ({ photos }) => photos);
  both('something fits, AUROC', ({ fits }) => fits.calibrated);
  both('  by the best cosine', ({ fits }) => fits.cosine);
  both('found for captions whose photo is there', ({ found }) => found);
  both('found for things that are not there', ({ falseFound }) => falseFound);
  line('  in the worst half', shown.mostFalseFound);
  both('F1 at the line', ({ line }) => line.calibrated);
  both('  at the best single cosine', ({ line }) => line.cosine);
  console.log();
  line('precision at 10', 'terms', 'vectors');
  line(`one word but not another, ${without.queries} queries`, without.terms, without.vectors);
  line(`a photo and a word, ${photoAndWord.queries} queries`, photoAndWord.terms, photoAndWord.vectors);
}
