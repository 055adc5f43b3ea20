import type { ClipInfo } from '@web-clip/clip';
import type { PeerBatching } from './messages.ts';
import { openPeer, type Peer, peerModel } from './peer.ts';

/** transformers.js with its fastest setting. */
export interface BestPeer {
  peer: Peer;
  batching: PeerBatching;
  /** A sentence about the setting and the alternatives. */
  note: string;
}

const BATCHES = [1, 4, 8, 16];

/** Each setting is tried with at least this many photos and this many batches. All batches but one are read ahead. */
const TRIED = { photos: 16, batches: 3 };

/** The same if a single run has to do. */
const TRIED_BRIEFLY = { photos: 1, batches: 1 };

/** Batch size for comparing numbers of threads. */
const MIDDLE_BATCH = 8;

/**
 * @param info Information of the clip whose model to run.
 * @returns Numbers of WASM threads to try: onnxruntime's default, web-clip's, and the number of cores. On a GPU only
 *   one.
 */
export function sensibleThreads({ backend, threads }: ClipInfo): number[] {
  const cores = navigator.hardwareConcurrency;
  return backend === 'wasm' ? [...new Set([Math.min(4, Math.ceil(cores / 2)), threads, cores])] : [1];
}

/**
 * Tries transformers.js with every sensible number of threads, then with several batch sizes, then without reading
 * ahead. Photos of a batch are always read concurrently. On the CPU, it uses onnxruntime's faster build.
 *
 * @param info Information of the clip whose model to run.
 * @param photos Photos to try with.
 * @param runs See `Settings.runs`.
 * @returns The fastest setting, with the image encoder loaded.
 */
export async function bestSetting(info: ClipInfo, photos: readonly Blob[], runs: number): Promise<BestPeer> {
  const least = runs > 1 ? TRIED : TRIED_BRIEFLY;
  const model = await peerModel(info, info.backend === 'wasm' ? 'plain' : 'full');
  const some = (length: number): Blob[] =>
    Array.from({ length }, (_, i) => photos[i % photos.length] as Blob);
  const milliseconds = async (peer: Peer, batching: PeerBatching): Promise<number> => {
    const { batch } = batching;
    // Warm-up: a GPU compiles shaders for every batch size, and the CPU allocates memory for it.
    await peer.worker.embedBatched(some(batch), batching);
    const tried = some(Math.max(least.photos, least.batches * batch));
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
  if (!best) throw new Error('There is no number of threads to try.');
  const { peer, threads } = best;
  let shortest = best.took;
  const attempt = async (setting: PeerBatching): Promise<void> => {
    const took = await milliseconds(peer, setting);
    if (took < shortest) [shortest, batching] = [took, setting];
  };
  for (const batch of BATCHES) if (batch !== MIDDLE_BATCH) await attempt({ batch, ahead: true });
  await attempt({ ...batching, ahead: false });

  const order = batching.ahead ? 'reading the next one meanwhile' : 'one after another';
  return {
    peer,
    batching,
    note:
      `transformers.js ${await peer.worker.version()} at its best: batches of ${batching.batch}, ${order}` +
      `${info.backend === 'wasm' ? `, ${threads} of ${sensibleThreads(info).join(', ')} threads` : ''}; ` +
      `the best of batches of ${BATCHES.join(', ')}.`,
  };
}
