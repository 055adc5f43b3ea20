import type { ClipInfo } from '@web-clip/clip';
import { openClip } from '../clip.ts';
import { forget } from '../forget.ts';
import { openPeer, peerModel } from '../peer/peer.ts';
import type { Result, Row } from '../result.ts';
import { median, ratioOf, rowOf } from '../statistics.ts';
import type { Bench } from './suite.ts';
import { query } from './text.ts';

/** The first thing to embed. */
const FIRST = ['text', 'picture'] as const;

type First = (typeof FIRST)[number];

/** One start. */
interface Start {
  milliseconds: number;
  /** Bytes received from the network. */
  bytes?: number;
}

/**
 * Measures the time to the first embedding: cold, with nothing stored, and warm, with the model in the browser's
 * storage. Each start uses a new worker.
 */
export async function* startSuite(bench: Bench): AsyncGenerator<Result> {
  const { settings, tell } = bench;
  const photo = (await bench.photos()).at(-1)?.photos[0] as Blob;
  const ours = async (first: First): Promise<Start> => {
    let bytes = 0;
    const onProgress = ({ phase, done }: { phase: string; done: number }): void => {
      if (phase === 'download') bytes = Math.max(bytes, done);
    };
    const start = performance.now();
    const clip = await openClip(settings, onProgress);
    try {
      if (first === 'text') await clip.embedTexts([query(1)], { onProgress });
      else await clip.embedImages([photo], { onProgress });
      return { milliseconds: performance.now() - start, bytes };
    } finally {
      clip.dispose();
    }
  };
  const theirs = async (first: First, info: ClipInfo): Promise<Start> => {
    const model = await peerModel(info, info.backend === 'wasm' ? 'plain' : 'full');
    const start = performance.now();
    const { worker, close } = await openPeer({ ...model, threads: info.threads });
    try {
      if (first === 'text') {
        await worker.loadText();
        await worker.embedText(query(1));
      } else {
        await worker.loadVision();
        await worker.embedOneByOne([photo]);
      }
      return { milliseconds: performance.now() - start };
    } finally {
      close();
    }
  };
  const clip = await openClip(settings);
  const info = await clip.info();
  clip.dispose();
  for (const first of FIRST) {
    const starts = {
      cold: [] as Start[],
      warm: [] as Start[],
      peerCold: [] as Start[],
      peerWarm: [] as Start[],
    };
    for (let run = 0; run < settings.runs; run++) {
      tell(`start: first ${first}, run ${run + 1} of ${settings.runs}`);
      await forget(bench.model);
      starts.cold.push(await ours(first));
      starts.warm.push(await ours(first));
      if (!settings.peer) continue;
      // The cache in which transformers.js stores models and onnxruntime's files.
      await caches.delete('transformers-cache');
      starts.peerCold.push(await theirs(first, info));
      starts.peerWarm.push(await theirs(first, info));
    }
    const cold = rowOfStarts('cold', 'web-clip', starts.cold);
    const warm = rowOfStarts('warm', 'web-clip', starts.warm);
    const [peerCold, peerWarm] = settings.peer
      ? [
          rowOfStarts('cold', 'transformers.js', starts.peerCold),
          rowOfStarts('warm', 'transformers.js', starts.peerWarm),
        ]
      : [];
    yield {
      suite: 'start',
      title: `From start to the first ${first} embedding`,
      unit: 'ms',
      rows: [cold, warm, ...(peerCold && peerWarm ? [peerCold, peerWarm] : [])],
      ratios: peerCold && peerWarm ? [ratioOf(cold, peerCold, 'less'), ratioOf(warm, peerWarm, 'less')] : [],
      notes: [
        'Each start uses a new worker. Cold: the model is not stored, and is fetched from where this page gets it. ' +
          'Warm: it is in the browser’s storage.',
      ],
    };
  }
}

function rowOfStarts(name: string, by: Row['by'], starts: readonly Start[]): Row {
  const bytes = starts.flatMap(({ bytes }) => bytes ?? []);
  return rowOf(
    name,
    by,
    starts.map(({ milliseconds }) => milliseconds),
    bytes.length > 0 ? { 'MB fetched': median(bytes) / 1e6 } : undefined,
  );
}
