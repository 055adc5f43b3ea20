import type { Clip } from '@web-clip/clip';
import { openClip } from '../clip.ts';
import { agreement } from '../peer/agreement.ts';
import { type BestPeer, bestSetting } from '../peer/best.ts';
import { openPeer, peerModel } from '../peer/peer.ts';
import type { PhotoGroup } from '../photos.ts';
import type { Result, Row } from '../result.ts';
import { ratioOf } from '../statistics.ts';
import { adding, batched, type Contestant, embedding, oneByOne, runSeconds } from './runs.ts';
import type { Bench } from './suite.ts';

const COSINES =
  'The cosine is the lowest between the two embeddings of a photo. They differ a little, because transformers.js resizes ' +
  'like a canvas. Given web-clip’s pixels, it must return the same embedding.';

/**
 * Measures photos per second by photo size: embedded only, added to a library, and with transformers.js. All take
 * turns, so that other load on the machine affects them equally.
 */
export async function* indexSuite(bench: Bench): AsyncGenerator<Result> {
  const { settings } = bench;
  const clip = await openClip(settings);
  try {
    for (const group of await bench.photos()) {
      yield settings.peer ? await besidePeer(bench, clip, group) : await alone(bench, clip, group);
    }
  } finally {
    clip.dispose();
  }
}

async function alone(bench: Bench, clip: Clip, group: PhotoGroup): Promise<Result> {
  bench.tell(`${group.name}: warming up`);
  await clip.embedImages(group.photos);
  const seconds = runSeconds(bench.settings.runs);
  const ours = [await embedding(clip, group.photos, seconds), await adding(clip, group.photos, seconds)];
  return { ...heading(group), rows: await takeTurns(bench, group, ours), ratios: [], notes: notesOn(ours) };
}

async function besidePeer(bench: Bench, clip: Clip, group: PhotoGroup): Promise<Result> {
  const { runs } = bench.settings;
  const { photos, name } = group;
  const info = await clip.info();
  const documented = await openPeer(await peerModel(info, 'full'));
  let best: BestPeer | undefined;
  try {
    bench.tell(`${name}: comparing embeddings`);
    await documented.worker.loadVision();
    const cosines = await agreement(clip, documented, photos);
    bench.tell(`${name}: finding the best setting of transformers.js`);
    best = await bestSetting(info, photos, runs);
    bench.tell(`${name}: warming up`);
    const seconds = runSeconds(runs);
    const all = [
      await embedding(clip, photos, seconds),
      await adding(clip, photos, seconds),
      await batched(best, photos, seconds),
      await oneByOne(documented, photos, seconds),
    ];
    const rows = await takeTurns(bench, group, all);
    const [embed, add, batch, one] = rows as [Row, Row, Row, Row];
    const compared: Row = { ...one, parts: { ...one.parts, ...cosines } };
    return {
      ...heading(group),
      rows: [embed, add, batch, compared],
      ratios: [embed, add].flatMap((row) => [ratioOf(row, batch, 'more'), ratioOf(row, one, 'more')]),
      notes: [...notesOn(all), best.note, COSINES],
    };
  } finally {
    documented.close();
    best?.peer.close();
  }
}

async function takeTurns(
  { settings, tell }: Bench,
  { name }: PhotoGroup,
  all: readonly Contestant[],
): Promise<Row[]> {
  for (let run = 0; run < settings.runs; run++) {
    tell(`${name}: run ${run + 1} of ${settings.runs}`);
    for (const contestant of all) await contestant.measure(run);
  }
  return all.map((contestant) => contestant.row());
}

const heading = ({ name, megapixels, bytes }: PhotoGroup): Pick<Result, 'suite' | 'title' | 'unit'> => ({
  suite: 'index',
  title: `Indexing photos of ${name}: ${megapixels.toFixed(1)} megapixels and ${Number((bytes / 1e6).toPrecision(2))} MB on average`,
  unit: 'photos/s',
});

const notesOn = (all: readonly Contestant[]): string[] => [
  `Photos in a run: ${all.map(({ count }) => count).join(', ')}, in the order of the table. ` +
    'Stages overlap, and each counts its own time. library.add also hashes, makes thumbnails and stores.',
];
