import type { ClipInfo } from '@web-clip/clip';
import { type Remote, wrap } from 'comlink';
import type { PeerWorker } from './main.ts';
import type { PeerModel } from './messages.ts';

/** A dedicated worker with transformers.js. */
export interface Peer {
  readonly worker: Remote<PeerWorker>;
  /** Terminates the worker, which frees its memory. */
  close(): void;
}

/**
 * Starts a worker. Encoders are loaded on request.
 *
 * @param model Result of {@link peerModel}.
 */
export async function openPeer(model: PeerModel): Promise<Peer> {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'peer' });
  const worker = wrap<PeerWorker>(thread);
  await worker.open(model);
  return { worker, close: () => thread.terminate() };
}

/**
 * Locates web-clip's model in the way that transformers.js expects.
 *
 * @param info Information of a clip that runs the model.
 * @param build The onnxruntime build: `full` is the default of transformers.js; `plain` has no WebGPU, and is faster
 *   on the CPU.
 * @throws Error if transformers.js does not know the number format.
 */
export async function peerModel(info: ClipInfo, build: 'full' | 'plain'): Promise<PeerModel> {
  const { dtype, backend } = info;
  if (dtype === 'q8f16')
    throw new Error('transformers.js does not support q8f16 files. Choose another dtype.');
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
