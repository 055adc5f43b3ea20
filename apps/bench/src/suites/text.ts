import { openClip } from '../clip.ts';
import { sensibleThreads } from '../peer/best.ts';
import type { PeerModel } from '../peer/messages.ts';
import { openPeer, peerModel } from '../peer/peer.ts';
import type { Result } from '../result.ts';
import { cosine, latencyRow, ratioOf } from '../statistics.ts';
import type { Bench } from './suite.ts';

/** Queries per run. */
const QUERIES = 20;

const WORDS = [
  ['a', 'the', 'one', 'my', 'their'],
  ['small', 'large', 'old', 'bright', 'quiet', 'wet', 'wooden', 'distant'],
  ['dog', 'boat', 'child', 'bicycle', 'market', 'tree', 'horse', 'kitchen', 'bridge'],
  ['near', 'behind', 'under', 'beside', 'above'],
  ['a', 'the', 'some', 'its'],
  ['red', 'blue', 'yellow', 'stone', 'snowy', 'empty', 'crowded'],
  ['house', 'river', 'street', 'garden', 'beach', 'field', 'station'],
  ['in', 'before', 'during', 'after'],
  ['early', 'late', 'warm', 'cold'],
  ['morning', 'evening', 'summer', 'winter', 'rain'],
] as const;

/**
 * @param number Any integer.
 * @returns A query of ten words, different for every number up to millions.
 */
export function query(number: number): string {
  let rest = number;
  const words = WORDS.map((choices) => {
    const word = choices[rest % choices.length] as string;
    rest = Math.floor(rest / choices.length);
    return word;
  });
  return words.join(' ');
}

/** Measures the time to embed one query: when it is new, and when it is repeated. */
export async function* textSuite({ settings, tell }: Bench): AsyncGenerator<Result> {
  tell('text: loading');
  const clip = await openClip(settings);
  const peers: Awaited<ReturnType<typeof openTextPeer>>[] = [];
  try {
    const embed = (text: string): Promise<unknown> => clip.embedTexts([text]);
    const notes = [
      `Each run is ${QUERIES} queries of ten words, one after another, including the way to the worker and back.`,
    ];
    await embed('warm up');
    if (settings.peer) {
      const info = await clip.info();
      peers.push(await openTextPeer('as documented', await peerModel(info, 'full')));
      const model = await peerModel(info, info.backend === 'wasm' ? 'plain' : 'full');
      for (const threads of sensibleThreads(info))
        peers.push(await openTextPeer('at its best', { ...model, threads }));
      const { data } = await clip.embedTexts([query(0)]);
      const cosines = await Promise.all(peers.map(async ({ embed }) => cosine(data, await embed(query(0)))));
      notes.push(`Cosine of both embeddings of a query: ${Math.min(...cosines).toFixed(4)}.`);
    }
    const [fresh, again]: [number[][], number[][]] = [[], []];
    for (let run = 0; run < settings.runs; run++) {
      tell(`text: run ${run + 1} of ${settings.runs}`);
      const texts = Array.from({ length: QUERIES }, (_, i) => query(1 + run * QUERIES + i));
      fresh.push(await inTurn(texts, embed));
      again.push(await inTurn(texts, embed));
      for (const peer of peers) peer.runs.push(await inTurn(texts, peer.embed));
    }
    const ours = latencyRow('new query', 'web-clip', fresh);
    const [plain, ...others] = peers.map(({ name, runs }) => latencyRow(name, 'transformers.js', runs));
    const [best] = others.toSorted((a, b) => a.value - b.value);
    yield {
      suite: 'text',
      title: 'Embedding one query',
      unit: 'ms',
      rows: [
        ours,
        latencyRow('the same query again', 'web-clip', again),
        ...(best ? [best] : []),
        ...(plain ? [plain] : []),
      ],
      ratios: [best, plain].flatMap((row) => (row ? [ratioOf(ours, row, 'less')] : [])),
      notes,
    };
  } finally {
    clip.dispose();
    for (const { close } of peers) close();
  }
}

async function inTurn(
  texts: readonly string[],
  embed: (text: string) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) {
    const start = performance.now();
    await embed(text);
    times.push(performance.now() - start);
  }
  return times;
}

async function openTextPeer(name: string, model: PeerModel) {
  const peer = await openPeer(model);
  await peer.worker.loadText();
  return {
    name,
    runs: [] as number[][],
    embed: (text: string) => peer.worker.embedText(text),
    close: peer.close,
  };
}
