import { type TransferHandler, transferHandlers } from 'comlink';
import { ClipError, type ClipErrorCode, isClipError, throwIfAborted } from './errors.ts';

/**
 * Carries an abort signal and a progress callback with a long call. Neither can be cloned, and comlink
 * handles only top-level arguments, so both travel as one argument over one port.
 */
export class CallControls<P = unknown> {
  /**
   * @param signal Aborts the call.
   * @param onProgress Called as the call progresses.
   */
  constructor(
    readonly signal?: AbortSignal | undefined,
    readonly onProgress?: ((progress: P) => void) | undefined,
  ) {}

  /** Set once it has been sent. Closes the port, which would otherwise live as long as both threads. */
  close: () => void = () => undefined;
}

/**
 * Makes one call with controls, and closes them when it ends. Once the signal is aborted, any error becomes
 * the signal's reason.
 *
 * @param options The caller's options.
 * @param call The call to make.
 */
export async function withControls<T, P = unknown>(
  options: { signal?: AbortSignal | undefined; onProgress?: ((progress: P) => void) | undefined } | undefined,
  call: (controls: CallControls<P>) => Promise<T>,
): Promise<T> {
  const signal = options?.signal;
  throwIfAborted(signal);
  const controls = new CallControls(signal, options?.onProgress);
  try {
    return await call(controls);
  } catch (error) {
    // Whatever failed because of the abort, the caller sees the reason, which never leaves this thread.
    throwIfAborted(signal);
    throw error;
  } finally {
    controls.close();
  }
}

/** An error in a message. On its own, comlink drops everything except name, message and stack. */
interface WireError {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: WireError;
}

type Thrown = { value: unknown };

/** The only message that a call gets. It is not the reason of the abort, which may be impossible to clone. */
const ABORT = 'abort';

const controlsHandler: TransferHandler<CallControls<unknown>, MessagePort> = {
  canHandle: (value): value is CallControls<unknown> => value instanceof CallControls,
  serialize(controls) {
    const { signal, onProgress } = controls;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => onProgress?.(data);
    const abort = () => port1.postMessage(ABORT);
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
    port.onmessage = () => controller.abort();
    return new CallControls(controller.signal, (progress) => port.postMessage(progress));
  },
};

/**
 * Registers comlink handlers for {@link CallControls}, and for errors with `code` and `cause`. Both threads
 * must call it before any other call.
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
