import type { ClipInfo } from 'web-clip';
import { openPeer, type Peer, type PeerBatching, peerModel } from './peer.ts';

/** transformers.js with the setting that suits it best. */
export interface BestPeer {
  peer: Peer;
  batching: PeerBatching;
  /** Which setting, and what it was chosen from, in a sentence. */
  note: string;
}

const BATCHES = [4, 8, 16];

/** @returns Numbers of WASM threads to try: web-clip's, and the number of cores. */
export function sensibleThreads(info: ClipInfo): Set<number> {
  return new Set([info.threads, navigator.hardwareConcurrency]);
}

/**
 * Tries transformers.js with every sensible number of threads, then sizes of batches, then without
 * reading ahead. Reading is always concurrent, and on the CPU onnxruntime's faster binary is taken.
 *
 * @param info Of the clip whose model it is to run.
 * @param photos What to try with.
 * @returns The fastest; its image encoder is loaded.
 */
export async function bestSetting(info: ClipInfo, photos: readonly Blob[]): Promise<BestPeer> {
  const model = await peerModel(info, info.backend === 'wasm' ? 'plain' : 'full');
  const trial = Array.from({ length: Math.max(...BATCHES) }, (_, i) => photos[i % photos.length] as Blob);
  const rate = async (peer: Peer, batching: PeerBatching): Promise<number> => {
    // A GPU compiles its programs for every size of batch; the CPU has nothing to warm up for.
    if (info.backend === 'webgpu') await peer.worker.embedBatched(trial.slice(0, batching.batch), batching);
    const { milliseconds } = await peer.worker.embedBatched(trial, batching);
    return (1000 * trial.length) / milliseconds;
  };

  let batching: PeerBatching = { batch: 8, ahead: true };
  let best: { peer: Peer; threads: number; rate: number } | undefined;
  for (const threads of info.backend === 'wasm' ? sensibleThreads(info) : [1]) {
    const peer = await openPeer({ ...model, threads });
    await peer.worker.loadVision();
    const found = { peer, threads, rate: await rate(peer, batching) };
    const [winner, loser] = best && best.rate > found.rate ? [best, found] : [found, best];
    loser?.peer.close();
    best = winner;
  }
  if (!best) throw new Error('There was no setting to try.');
  for (const other of [
    ...BATCHES.filter((batch) => batch !== 8).map((batch) => () => ({ batch, ahead: true })),
    () => ({ ...batching, ahead: false }),
  ]) {
    const setting = other();
    const found = await rate(best.peer, setting);
    if (found > best.rate) {
      best.rate = found;
      batching = setting;
    }
  }
  const threads = info.backend === 'wasm' ? `${best.threads} threads, ` : '';
  return {
    peer: best.peer,
    batching,
    note:
      `transformers.js at its best: ${threads}batches of ${batching.batch}, ` +
      `${batching.ahead ? 'the next one read meanwhile' : 'one after the other'}; ` +
      `chosen from ${BATCHES.join(', ')}, both ways${threads && ', with as many threads as web-clip takes and as there are cores'}.`,
  };
}
