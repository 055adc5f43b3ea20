import { wrap } from 'comlink';
import type { EngineOptions } from '../engine/options.ts';
import type { TowerKind } from '../engine/self-check.ts';
import { ClipError } from '../errors.ts';
import { withControls } from './rpc.ts';
import type { ClipService } from './service.ts';

/**
 * Asks a second worker, which computes on WASM, what it makes of the built-in check. It is ended
 * afterwards: WASM memory never shrinks (https://github.com/microsoft/onnxruntime/issues/21673).
 *
 * @param options The engine to make there.
 * @param kind Which encoder to ask.
 * @returns An embedding.
 * @throws ClipError, what the other worker throws.
 */
export async function secondOpinion(
  options: EngineOptions,
  kind: TowerKind,
  signal: AbortSignal,
): Promise<Float32Array> {
  // This worker's own script.
  const worker = new Worker(location.href, { type: 'module', name: 'web-clip self-check' });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(new ClipError('engine-failed', `The self-check’s worker failed: ${message}.`));
    });
  });
  const service = wrap<ClipService>(worker);
  const answer = withControls({ signal }, async (controls) => {
    await service.load(options, controls);
    return service.answer(kind);
  });
  try {
    return await Promise.race([answer, broken]);
  } finally {
    worker.terminate();
  }
}
