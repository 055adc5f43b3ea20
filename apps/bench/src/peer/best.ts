import type { ClipInfo } from 'web-clip';
import { openPeer, type Peer, type PeerBatching, peerModel } from './peer.ts';

/** transformers.js with the setting that suits it best. */
export interface BestPeer {
  peer: Peer;
  batching: PeerBatching;
  /** Which setting, and what it was chosen from, in a sentence. */
  note: string;
}

const BATCHES = [1, 4, 8, 16];

/** Photos that each is tried with, at least: so many, and so many batches, of which all but one are read ahead. */
const TRIED = { photos: 16, batches: 3 };

/** The size that numbers of threads are compared with. */
const MIDDLE_BATCH = 8;

/**
 * @param info Of the clip whose model it is to run.
 * @returns Numbers of WASM threads to try: onnxruntime's own choice, web-clip's, and the number of cores. On a GPU one.
 */
export function sensibleThreads({ backend, threads }: ClipInfo): number[] {
  const cores = navigator.hardwareConcurrency;
  return backend === 'wasm' ? [...new Set([Math.min(4, Math.ceil(cores / 2)), threads, cores])] : [1];
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
  const some = (length: number): Blob[] =>
    Array.from({ length }, (_, i) => photos[i % photos.length] as Blob);
  const milliseconds = async (peer: Peer, batching: PeerBatching): Promise<number> => {
    const { batch } = batching;
    // A GPU compiles its programs for every size of batch, and the CPU gets the memory for it.
    await peer.worker.embedBatched(some(batch), batching);
    const tried = some(Math.max(TRIED.photos, TRIED.batches * batch));
    return (await peer.worker.embedBatched(tried, batching)).milliseconds / tried.length;
  };

  let batching: PeerBatching = { batch: MIDDLE_BATCH, ahead: true };
  let best: { peer: Peer; threads: number; took: number } | undefined;
  for (const threads of sensibleThreads(info)) {
    const peer = await openPeer({ ...model, threads });
    await peer.worker.loadVision();
    const took = await milliseconds(peer, batching);
    if (best && best.took <= took) {
      peer.close();
      continue;
    }
    best?.peer.close();
    best = { peer, threads, took };
  }
  if (!best) throw new Error('There was no number of threads to try.');
  const { peer, threads } = best;
  let least = best.took;
  const attempt = async (setting: PeerBatching): Promise<void> => {
    const took = await milliseconds(peer, setting);
    if (took < least) [least, batching] = [took, setting];
  };
  for (const batch of BATCHES) if (batch !== MIDDLE_BATCH) await attempt({ batch, ahead: true });
  await attempt({ ...batching, ahead: false });

  const order = batching.ahead ? 'the next one read meanwhile' : 'one after the other';
  return {
    peer,
    batching,
    note:
      `transformers.js ${await peer.worker.version()} at its best: batches of ${batching.batch}, ${order}` +
      `${info.backend === 'wasm' ? `, ${threads} of ${sensibleThreads(info).join(', ')} threads` : ''}; ` +
      `tried were batches of ${BATCHES.join(', ')}.`,
  };
}
