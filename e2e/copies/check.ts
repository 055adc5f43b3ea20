import { withPage } from '@web-clip/cli/page';
import { type IndexedPack, indexPack } from './index-pack.ts';
import { peersOf } from './peers.ts';
import type { PackTruth } from './plan.ts';
import {
  burstsOf,
  type KeptGroup,
  nameOf,
  type PairScore,
  pairOf,
  pairsOf,
  scoreKept,
  scorePairs,
} from './score.ts';

/** What the groups of a pack must reach. */
const LEAST = { precision: 0.995, recall: 0.97 };

/** How well the copies of a pack were found. */
export interface CopiesReport {
  photos: number;
  failed: string[];
  samePicture: PairScore;
  /** Share of each kind of copies that is in a group with its original. */
  byCopying: Record<string, number>;
  kept: { right: number; of: number };
  /** Shares of pairs of one moment. */
  sameMoment: { precision: number; recall: number };
  /** Whether all orders of the files led to the same groups. */
  sameInAllOrders: boolean;
  milliseconds: IndexedPack['milliseconds'];
  peers: (PairScore & { name: string })[];
  passed: boolean;
  /** Wrong pairs and originals that were not kept, some of each. */
  examples: { wrong: string[]; missed: string[]; notKept: string[] };
}

/** How to check a pack. */
export interface CheckSettings {
  /** In how many orders to index it. */
  orders: number;
  model: string;
  say: (text: string) => void;
}

/** Groups the files of a pack, and compares the groups with what is known of them. */
export async function checkCopies(
  pack: string,
  truth: PackTruth,
  { orders, model, say }: CheckSettings,
): Promise<CopiesReport> {
  const runs: IndexedPack[] = [];
  for (let order = 0; order < orders; order++) {
    const run = await withPage(async (page) => {
      page.on('console', (message) => {
        if (message.type() === 'info') say(`order ${order + 1} of ${orders}: ${message.text()}`);
      });
      await page.setInputFiles('input', pack);
      return indexPack(page, { model, seed: order + 1, parts: order + 1, withPeers: order === 0 });
    });
    runs.push(run);
  }
  const [first] = runs as [IndexedPack];
  const groups = groupsOf(first);
  const found = pairsOf(groups.map(({ files }) => files));
  const samePicture = scorePairs(found, truth);
  const moments = pairsOf(momentsOf(first));
  const bursts = pairsOf(burstsOf(truth));
  const common = [...moments].filter((pair) => bursts.has(pair)).length;
  const sameInAllOrders = new Set(runs.map(printed)).size === 1;
  return {
    photos: Object.keys(first.names).length,
    failed: first.failed,
    samePicture,
    byCopying: byCopying(found, truth),
    kept: scoreKept(groups, truth),
    sameMoment: {
      precision: moments.size > 0 ? common / moments.size : 1,
      recall: bursts.size > 0 ? common / bursts.size : 1,
    },
    sameInAllOrders,
    milliseconds: first.milliseconds,
    peers: peersOf(first.peers ?? []).map(({ name, pairs }) => ({ name, ...scorePairs(pairs, truth) })),
    passed:
      samePicture.precision >= LEAST.precision &&
      samePicture.recall >= LEAST.recall &&
      samePicture.burstPairs === 0 &&
      sameInAllOrders,
    examples: examplesOf(found, groups, truth),
  };
}

const nameIn = ({ names }: IndexedPack, id: number): string => nameOf(names[id] ?? '');

const groupsOf = (run: IndexedPack): KeptGroup[] =>
  run.groups.samePicture.map(({ keep, photos }) => ({
    keep: nameIn(run, keep),
    files: photos.map((id) => nameIn(run, id)),
  }));

const momentsOf = (run: IndexedPack): string[][] =>
  run.groups.sameMoment.map(({ photos }) => photos.map((id) => nameIn(run, id)));

/** All groups as text, without ids. */
const printed = (run: IndexedPack): string =>
  JSON.stringify([
    groupsOf(run)
      .map(({ keep, files }) => [keep, ...[...files].sort()])
      .sort(),
    momentsOf(run)
      .map((files) => [...files].sort())
      .sort(),
  ]);

function byCopying(found: ReadonlySet<string>, truth: PackTruth): Record<string, number> {
  const counts = new Map<string, { found: number; all: number }>();
  for (const { original, copies } of truth.sets) {
    for (const { file, how } of copies) {
      const count = counts.get(how) ?? { found: 0, all: 0 };
      counts.set(how, count);
      count.all++;
      if (found.has(pairOf(nameOf(original), nameOf(file)))) count.found++;
    }
  }
  return Object.fromEntries([...counts].map(([how, { found, all }]) => [how, found / all]));
}

function examplesOf(
  found: ReadonlySet<string>,
  groups: readonly KeptGroup[],
  truth: PackTruth,
): CopiesReport['examples'] {
  const sets = truth.sets.map(({ original, copies }) => ({
    original: nameOf(original),
    copies: copies.map(({ file, how }) => ({ name: nameOf(file), how })),
  }));
  const right = pairsOf(sets.map(({ original, copies }) => [original, ...copies.map(({ name }) => name)]));
  const some = (texts: readonly string[]): string[] => texts.slice(0, 20);
  const missed = sets.flatMap(({ original, copies }) =>
    copies.flatMap(({ name, how }) =>
      found.has(pairOf(original, name)) ? [] : [`${original} ${name} (${how})`],
    ),
  );
  const notKept = groups.flatMap(({ keep, files }) => {
    const set = sets.find(({ original }) => files.includes(original));
    return set && set.original !== keep
      ? [`${set.original}, but ${keep} (${set.copies.find(({ name }) => name === keep)?.how})`]
      : [];
  });
  return {
    wrong: some([...found].filter((pair) => !right.has(pair)).map((pair) => pair.replace('\n', ' '))),
    missed: some(missed),
    notKept: some(notKept),
  };
}

/** @returns The report as a table. */
export function tableOf(report: CopiesReport): string {
  const { samePicture, sameMoment, kept, byCopying, milliseconds, peers, examples } = report;
  const line = (name: string, { precision, recall, burstPairs, otherPairs }: PairScore): string =>
    `${name.padEnd(32)}${precision.toFixed(4).padStart(10)}${recall.toFixed(4).padStart(10)}${String(burstPairs).padStart(10)}${String(otherPairs).padStart(10)}`;
  const list = (name: string, texts: readonly string[]): string[] =>
    texts.length > 0 ? ['', `${name}:`, ...texts] : [];
  return [
    `${report.photos} photos, ${report.failed.length} of them not read; indexed in ${(milliseconds.indexing / 1000).toFixed(1)} s, grouped in ${(milliseconds.grouping / 1000).toFixed(1)} s`,
    '',
    `${'the same picture, by pairs'.padEnd(32)}${['precision', 'recall', 'bursts', 'others'].map((name) => name.padStart(10)).join('')}`,
    line('web-clip', samePicture),
    ...peers.map((peer) => line(peer.name, peer)),
    '',
    `found with the original: ${Object.entries(byCopying)
      .map(([how, share]) => `${how} ${share.toFixed(3)}`)
      .join(', ')}`,
    `the original is kept in ${kept.right} of ${kept.of} groups`,
    `the same moment: precision ${sameMoment.precision.toFixed(4)}, recall ${sameMoment.recall.toFixed(4)}`,
    report.sameInAllOrders ? 'the same groups in all orders' : 'NOT the same groups in all orders',
    ...list('Not the same picture', examples.wrong),
    ...list('Not found', examples.missed),
    ...list('Not kept', examples.notKept),
  ].join('\n');
}
