import { type Remote, wrap } from 'comlink';
import type { ClipInfo } from 'web-clip';
import type { PeerWorker } from './main.ts';

/** Where transformers.js finds the files that web-clip runs, and how it is to run them. */
export interface PeerModel {
  /** Its `env.remoteHost`, `env.remotePathTemplate`, id and revision. */
  host: string;
  template: string;
  id: string;
  revision: string;
  dtype: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16';
  device: ClipInfo['backend'];
  /** Whether texts are padded to the full length, as models want it that attend to all of it. */
  fullLength: boolean;
  /** Whether the weights lie in files beside the graphs. */
  external: boolean;
  /** onnxruntime's files, the same that web-clip loads. */
  runtime: { mjs: string; wasm: string };
  /** WASM threads; absent for onnxruntime's own choice. */
  threads?: number;
}

/** How pictures go through it together. */
export interface PeerBatching {
  /** Pictures in one run of the model. */
  batch: number;
  /** Whether the next ones are read while the model runs. */
  ahead: boolean;
}

/** What one run gave. */
export interface PeerRun {
  milliseconds: number;
  /** Embeddings, not normalised. */
  rows: number[][];
  /** Milliseconds of each, in all. */
  stages?: Record<'read' | 'preprocess' | 'run', number>;
}

/** A worker of its own with transformers.js. */
export interface Peer {
  readonly worker: Remote<PeerWorker>;
  /** Gives all its memory back. */
  close(): void;
}

/**
 * Starts a worker; encoders are loaded when it is told to.
 *
 * @param model What {@link peerModel} found.
 */
export async function openPeer(model: PeerModel): Promise<Peer> {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'peer' });
  const worker = wrap<PeerWorker>(thread);
  await worker.open(model);
  return { worker, close: () => thread.terminate() };
}

/**
 * Looks for web-clip's model where transformers.js would.
 *
 * @param info Of a clip that runs the model.
 * @param build Which of onnxruntime's binaries: `full` is what transformers.js takes by itself; `plain` has no WebGPU,
 *   and is faster on the CPU.
 * @throws Error for a number format that transformers.js does not know.
 */
export async function peerModel(info: ClipInfo, build: 'full' | 'plain'): Promise<PeerModel> {
  const { dtype, backend } = info;
  if (dtype === 'q8f16') throw new Error('transformers.js knows no files in q8f16. Choose another dtype.');
  const root = new URL('./', document.baseURI);
  const place = placeOf(info, root);
  const file = `onnx/vision_model${dtype === 'fp32' ? '' : `_${dtype === 'q8' ? 'quantized' : dtype}`}.onnx`;
  const folder = place.template.replace('{model}', place.id).replace('{revision}', place.revision);
  const data = await fetch(`${place.host}${folder}${file}_data`, { method: 'HEAD' });
  const type = data.headers.get('content-type') ?? '';
  const name = `ort/ort-wasm-simd-threaded${build === 'full' ? '.asyncify' : ''}`;
  return {
    ...place,
    dtype,
    device: backend,
    fullLength: info.model.text.padTo === 'context',
    external: data.ok && !type.startsWith('text/html'),
    runtime: { mjs: new URL(`${name}.mjs`, root).href, wasm: new URL(`${name}.wasm`, root).href },
  };
}

function placeOf(
  { model: { source } }: ClipInfo,
  root: URL,
): Pick<PeerModel, 'host' | 'template' | 'id' | 'revision'> {
  if (source.kind === 'repository' || source.kind === 'export') {
    const { repository: id, revision } = source;
    return { host: 'https://huggingface.co/', template: '{model}/resolve/{revision}/', id, revision };
  }
  const url = source.kind === 'folder' ? source.url : new URL(source.folder, root).href;
  const [, host = '', id = ''] = /^(.*\/)([^/]+)\/$/.exec(url) ?? [];
  return { host, template: '{model}/', id, revision: 'main' };
}
