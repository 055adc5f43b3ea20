/**
 * What went wrong, for code to branch on:
 *
 * - `aborted`: the caller's signal was aborted; the error's `name` is `AbortError`, as in `fetch`.
 * - `invalid-argument`: the call itself is wrong.
 * - `disposed`: the object was used after `dispose()` or `close()`.
 * - `unknown-model`: no registry record, repository or folder has this name.
 * - `unsupported-model`: the model was found, and is not one that web-clip can run, or not before it is exported.
 * - `invalid-model`: a file of the model is damaged or is not what it should be.
 * - `unsupported-dtype`: the model has no files of this dtype, or the backend cannot run them.
 * - `no-webgpu`: WebGPU was asked for and cannot be had.
 * - `download-failed`: a file of the model, or the decoder of HEIC pictures, could not be fetched.
 * - `storage-failed`: the browser's storage refused to read or write.
 * - `storage-full`: the browser's storage has no room for what was to be written.
 * - `undecodable-image`: a picture is damaged, or of a format that this browser does not decode.
 * - `too-large-image`: a picture has more pixels than can be held.
 * - `unreadable-file`: a file could not be read; it was moved, changed, or access was withdrawn, or the browser gives
 *   pages wrong pixels.
 * - `invalid-library`: a file to import is not an exported library, or is damaged.
 * - `wrong-results`: no backend computes the model rightly: the self-check found it, or an embedding has a NaN or an
 *   infinite value.
 * - `engine-failed`: the inference engine or its worker failed.
 */
export type ClipErrorCode =
  | 'aborted'
  | 'invalid-argument'
  | 'disposed'
  | 'unknown-model'
  | 'unsupported-model'
  | 'invalid-model'
  | 'unsupported-dtype'
  | 'no-webgpu'
  | 'download-failed'
  | 'storage-failed'
  | 'storage-full'
  | 'undecodable-image'
  | 'too-large-image'
  | 'unreadable-file'
  | 'invalid-library'
  | 'wrong-results'
  | 'engine-failed';

/** The one class of error that web-clip throws. The message says what to do next. */
export class ClipError extends Error {
  /**
   * @param code What went wrong.
   * @param message One or two sentences for a person: what happened, and what to do next.
   * @param options `cause`: the error underneath, if any.
   */
  constructor(
    readonly code: ClipErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = code === 'aborted' ? 'AbortError' : 'ClipError';
  }
}

/**
 * Tells a {@link ClipError} also where it comes from another copy of this module, as a worker's own
 * bundle holds one.
 *
 * @param error Anything thrown.
 */
export function isClipError(error: unknown): error is ClipError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/**
 * @param signal The caller's signal, if any.
 * @throws ClipError `aborted`, with the signal's reason as its cause, if the signal is aborted.
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}

const cancelled = ({ reason }: AbortSignal): ClipError =>
  new ClipError('aborted', 'The call was cancelled.', { cause: reason });

/**
 * Waits no longer than the caller does for work that nothing stops.
 *
 * @param signal The caller's signal, if any.
 * @returns What the work returns.
 * @throws ClipError `aborted`, and whatever the work throws before.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const end = (): void => reject(cancelled(signal));
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  return promise;
}

/**
 * Wraps what a platform call threw, unless it already is a {@link ClipError}.
 *
 * @param error What was thrown.
 * @param code The code for an error that has none.
 * @param message What happened and what to do next.
 * @returns The error to throw.
 */
export function asClipError(error: unknown, code: ClipErrorCode, message: string): ClipError {
  if (isClipError(error)) return error;
  return new ClipError(code, message, { cause: error });
}

/**
 * Does work of the platform's, or of a library's, and turns what it throws into a {@link ClipError}.
 *
 * @param code The code for an error that has none.
 * @param message What happened and what to do next.
 * @param work The work.
 * @returns What the work returns.
 */
export async function orClipError<T>(
  code: ClipErrorCode,
  message: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asClipError(error, code, message);
  }
}
