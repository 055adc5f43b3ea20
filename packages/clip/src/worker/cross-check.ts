import { type CallControls, ClipError, newWorker, orAborted, withControls } from '@web-clip/calls';
import type { EngineOptions } from '../engine/options.ts';
import type { ClipProgress } from '../engine/progress.ts';
import type { EncoderKind } from '../engine/self-check.ts';
import { type Pingable, TERMINATE_DELAY, WorkerConnection } from './worker-connection.ts';

/** The request to the second worker. */
interface CrossChecker extends Pingable {
  load(options: EngineOptions, controls: CallControls<ClipProgress>): Promise<void>;
  answer(kind: EncoderKind): Promise<Float32Array>;
}

/**
 * Starts a second worker, which computes on WASM, and asks it for its output for the self-check. The worker
 * is ended afterwards, because WASM memory never shrinks
 * (https://github.com/microsoft/onnxruntime/issues/21673).
 *
 * @param options The engine to start there.
 * @param kind Which encoder to ask.
 * @returns An embedding.
 * @throws ClipError of the other worker.
 */
export async function crossCheck(
  options: EngineOptions,
  kind: EncoderKind,
  signal: AbortSignal,
): Promise<Float32Array> {
  // This worker's own script.
  const worker = newWorker(location.href, 'web-clip self-check');
  const failed = (what: string): void =>
    connection.end(new ClipError('engine-failed', `The self-check worker failed: ${what}.`));
  const connection: WorkerConnection<CrossChecker> = new WorkerConnection(worker, failed, {
    terminateDelay: TERMINATE_DELAY,
  });
  try {
    const answer = connection.run((service) =>
      withControls({ signal }, async (controls) => {
        await service.load(options, controls);
        return service.answer(kind);
      }),
    );
    return await orAborted(answer, signal);
  } finally {
    connection.end(new ClipError('disposed', 'The self-check has ended.'));
  }
}
