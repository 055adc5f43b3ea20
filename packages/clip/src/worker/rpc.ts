import { type TransferHandler, transferHandlers } from 'comlink';
import type { ClipProgress } from '../engine/progress.ts';
import { ClipError, type ClipErrorCode, isClipError, throwIfAborted } from '../errors.ts';

/**
 * What goes along with a long call: a signal one way, progress the other. Neither can be cloned, and
 * comlink looks at top-level arguments only, so they travel together as one argument, over one port.
 */
export class CallControls<P = ClipProgress> {
  /**
   * @param signal Aborts the call.
   * @param onProgress Is told how far it has come.
   */
  constructor(
    readonly signal?: AbortSignal | undefined,
    readonly onProgress?: ((progress: P) => void) | undefined,
  ) {}

  /** Once it has been sent: closes the port, which would otherwise live as long as both threads. */
  close: () => void = () => undefined;
}

/**
 * Makes one call with controls, and takes them back when it ends. Once the signal is aborted, any error
 * is a ClipError `aborted`.
 *
 * @param options The caller's.
 * @param call What to call with them.
 */
export async function withControls<T, P = ClipProgress>(
  options: { signal?: AbortSignal | undefined; onProgress?: ((progress: P) => void) | undefined } | undefined,
  call: (controls: CallControls<P>) => Promise<T>,
): Promise<T> {
  const signal = options?.signal;
  throwIfAborted(signal);
  const controls = new CallControls(signal, options?.onProgress);
  try {
    return await call(controls);
  } catch (error) {
    // Whatever broke off because of it, to the caller it is the abort.
    throwIfAborted(signal);
    throw error;
  } finally {
    controls.close();
  }
}

/** An error as it crosses threads; comlink by itself drops all but name, message and stack. */
interface WireError {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: WireError;
}

type Thrown = { value: unknown };

const controlsHandler: TransferHandler<CallControls<unknown>, MessagePort> = {
  canHandle: (value): value is CallControls<unknown> => value instanceof CallControls,
  serialize(controls) {
    const { signal, onProgress } = controls;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => onProgress?.(data);
    const abort = () => port1.postMessage(toWire(signal?.reason));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
    controls.close = () => {
      signal?.removeEventListener('abort', abort);
      port1.close();
    };
    return [port2, [port2]];
  },
  deserialize(port) {
    const controller = new AbortController();
    port.onmessage = ({ data }) => controller.abort(fromWire(data));
    return new CallControls(controller.signal, (progress) => port.postMessage(progress));
  },
};

/**
 * Teaches comlink to carry {@link CallControls}, and errors with their `code` and `cause`. Both
 * threads call it once before they speak.
 */
export function registerTransferHandlers(): void {
  transferHandlers.set('controls', controlsHandler);
  const thrown = transferHandlers.get('throw') as TransferHandler<Thrown, WireError>;
  transferHandlers.set('throw', {
    canHandle: thrown.canHandle,
    serialize: ({ value }: Thrown) => [toWire(value), []],
    deserialize(wire: WireError) {
      throw fromWire(wire);
    },
  } as TransferHandler<Thrown, WireError>);
}

function toWire(error: unknown): WireError {
  if (!(error instanceof Error) && !(error instanceof DOMException)) {
    return { name: 'Error', message: String(error) };
  }
  const { name, message, stack } = error;
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(isClipError(error) && { code: error.code }),
    ...(error.cause !== undefined && { cause: toWire(error.cause) }),
  };
}

function fromWire({ name, message, stack, code, cause }: WireError): Error {
  const options = cause ? { cause: fromWire(cause) } : {};
  const error =
    code === undefined
      ? Object.assign(new Error(message, options), { name })
      : new ClipError(code as ClipErrorCode, message, options);
  if (stack !== undefined) error.stack = stack;
  return error;
}
