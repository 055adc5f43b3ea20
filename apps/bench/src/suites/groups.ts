import { type Library, openLibrary } from '@web-clip/photos';
import { openClip } from '../clip.ts';
import { generatePhotos } from '../generate.ts';
import { withLibraryName } from '../libraries.ts';
import { HOW_MEMORY_IS_MEASURED, memoryUse, peakOf } from '../memory-use.ts';
import { distinctFiles } from '../photos.ts';
import type { Result, Row } from '../result.ts';
import { rowOf } from '../statistics.ts';
import type { Bench } from './suite.ts';
import { fillDatabase } from './synthetic-library.ts';

/** Default number of photos. */
const DEFAULT_COUNT = 100_000;

/** One in so many photos is a scene with a copy and two more shots of the same moment. */
const PER_SCENE = 50;

/** Photos that come later. */
const ADDED = 100;

/** Size of the pictures. */
const [WIDTH, HEIGHT] = [320, 240] as const;

/** Frames of three shots of one scene, in fractions: left and top. The camera turns between them. */
const SHOTS = [
  [0, 0],
  [0.03, 0.02],
  [0.05, 0.05],
] as const;

/** Measures how long it takes to group the photos of a library, and how long when some have come. */
export async function* groupsSuite({ settings, tell }: Bench): AsyncGenerator<Result> {
  const count = settings.count ?? DEFAULT_COUNT;
  const scenes = Math.max(1, Math.round(count / PER_SCENE));
  const clip = await openClip(settings);
  try {
    yield* await withLibraryName(async (name, database) => {
      const opened = async <T>(work: (library: Library) => Promise<T>): Promise<T> => {
        const library = await openLibrary({ clip, name });
        return work(library).finally(() => library.close());
      };
      await opened(async (library) => {
        for await (const files of pictures(scenes)) {
          tell(`groups: ${(await library.status()).photos} of ${4 * scenes} pictures`);
          await library.add(files);
        }
      });
      tell(`groups: making ${count} photos of them`);
      await fillDatabase(database, count);
      const rows: Row[] = [];
      const namedRows: Row[] = [];
      let [copies, moments, named] = [0, 0, 0];
      let [before, highest] = [0, 0];
      await opened(async (library) => {
        before = await memoryUse();
        const { peak } = await peakOf(async () => {
          const first = await timed(() => library.groups({ onProgress: report(tell) }));
          copies = first.result.samePicture.length;
          moments = first.result.sameMoment.length;
          rows.push(rowOf('first time', 'web-clip', [first.milliseconds]));
        });
        highest = peak;
        tell('groups: embedding the vocabulary, and finding named groups');
        const words = await timed(() => library.namedGroups.list());
        named = words.result.length;
        namedRows.push(rowOf('first time with a model', 'web-clip', [words.milliseconds]));
        const [photos] = [await generatePhotos(WIDTH, HEIGHT, ADDED)];
        await library.add(distinctFiles(photos, ADDED, 'later'));
        const again = await timed(() => library.groups());
        rows.push(rowOf(`${ADDED} photos more`, 'web-clip', [again.milliseconds]));
        const wordsAgain = await timed(() => library.namedGroups.list());
        namedRows.push(rowOf(`${ADDED} photos more`, 'web-clip', [wordsAgain.milliseconds]));
      });
      await opened(async (library) => {
        const later = await timed(() => library.groups());
        rows.push(rowOf('in a later visit', 'web-clip', [later.milliseconds]));
        const controller = new AbortController();
        await library.add(distinctFiles(await generatePhotos(WIDTH, HEIGHT, 8), 8, 'last'));
        const cancelled = library.groups({ signal: controller.signal }).catch(() => undefined);
        const { milliseconds } = await timed(() => {
          controller.abort();
          return cancelled;
        });
        rows.push(rowOf('until cancelled', 'web-clip', [milliseconds]));
      });
      return results(count, { rows, namedRows }, { copies, moments, named }, highest - before);
    });
  } finally {
    clip.dispose();
  }
}

function* results(
  count: number,
  { rows, namedRows }: { rows: readonly Row[]; namedRows: readonly Row[] },
  { copies, moments, named }: { copies: number; moments: number; named: number },
  memory: number,
): Generator<Result> {
  yield {
    suite: 'groups',
    title: `Grouping ${count.toLocaleString('en')} photos`,
    unit: 'ms',
    rows,
    ratios: [],
    notes: [
      `It found ${copies} pictures with copies, and ${moments} moments. ${4 * Math.round(count / PER_SCENE)} of the photos are files that ` +
        'were indexed: scenes with a smaller copy and two more shots. The others have random fingerprints, and embeddings near those of the files.',
    ],
  };
  yield {
    suite: 'groups',
    title: `Finding named groups among ${count.toLocaleString('en')} photos`,
    unit: 'ms',
    rows: namedRows,
    ratios: [],
    notes: [`It found ${named}. The first time, the vocabulary of some 1,500 words is embedded, too.`],
  };
  yield {
    suite: 'groups',
    title: 'Memory while grouping',
    unit: 'MB',
    rows: [rowOf('peak, beyond the open library', 'web-clip', [memory / 1e6])],
    ratios: [],
    notes: [HOW_MEMORY_IS_MEASURED],
  };
}

const report =
  (tell: (what: string) => void) =>
  ({ phase, done, total }: { phase: string; done: number; total: number }): void =>
    tell(`groups: ${phase} ${done} of ${total}`);

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - start };
}

/** Makes the files of scenes, some at a time: each scene's copy has the name of its first shot with another ending. */
async function* pictures(scenes: number): AsyncGenerator<File[]> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const drawings = await generatePhotos(WIDTH * 1.25, HEIGHT * 1.25, scenes);
  let files: File[] = [];
  for (const [scene, drawing] of drawings.entries()) {
    const image = await createImageBitmap(drawing);
    for (const [shot, [left, top]] of SHOTS.entries()) {
      const [x, y] = [left * image.width, top * image.height];
      context.drawImage(image, x, y, image.width * 0.9, image.height * 0.9, 0, 0, WIDTH, HEIGHT);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      files.push(fileOf(blob, `${scene}-${shot}.jpg`));
      if (shot > 0) continue;
      const small = new OffscreenCanvas(WIDTH / 2, HEIGHT / 2);
      small.getContext('2d')?.drawImage(canvas, 0, 0, WIDTH / 2, HEIGHT / 2);
      files.push(fileOf(await small.convertToBlob({ type: 'image/webp', quality: 0.8 }), `${scene}-0.webp`));
    }
    image.close();
    if (files.length < 512) continue;
    yield files;
    files = [];
  }
  if (files.length > 0) yield files;
}

const fileOf = (blob: Blob, name: string): File =>
  new File([blob], name, { type: blob.type, lastModified: 1e12 });
