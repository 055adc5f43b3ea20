/**
 * The kinds of error, for code to branch on:
 *
 * - `invalid-argument`: the call itself is wrong.
 * - `disposed`: the object was used after `dispose()` or `close()`.
 * - `unknown-model`: no registry record, repository or folder has this name.
 * - `unsupported-model`: the model was found, but web-clip cannot run it, or it must be exported first.
 * - `invalid-model`: a file of the model is damaged or is not what it should be.
 * - `unsupported-dtype`: the model has no files of this dtype, or the backend cannot run them.
 * - `no-webgpu`: WebGPU was requested but is not available.
 * - `download-failed`: a file of the model, or the decoder for HEIC images, could not be fetched.
 * - `storage-failed`: the browser's storage refused to read or write.
 * - `storage-full`: the browser's storage has too little space left to write the data.
 * - `undecodable-image`: an image is damaged, or its format is not supported by this browser.
 * - `too-large-image`: an image has too many pixels.
 * - `unreadable-file`: a file could not be read because it was moved or changed, because access was revoked,
 *   or because the browser returns wrong pixels.
 * - `invalid-library`: a file to import is not an exported library, or is damaged.
 * - `wrong-results`: no backend computes the model correctly, because the self-check failed or an embedding
 *   has NaN or infinite values.
 * - `engine-failed`: the inference engine or its worker failed.
 */
export type ClipErrorCode =
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

/**
 * The only class of error that web-clip throws. The message says what to do next. A call whose signal is
 * aborted throws the signal's reason instead, as `fetch` does.
 */
export class ClipError extends Error {
  /**
   * @param code What went wrong.
   * @param message One or two sentences for the user: what happened, and what to do next.
   * @param options `cause`: the underlying error, if any.
   */
  constructor(
    readonly code: ClipErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ClipError';
  }
}

/**
 * Recognises a {@link ClipError} even if it comes from another copy of this module, such as the one in a
 * worker's bundle.
 *
 * @param error Anything thrown.
 */
export function isClipError(error: unknown): error is ClipError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/**
 * @param signal The caller's signal, if any.
 * @throws The signal's reason, if the signal is aborted.
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
}

/**
 * Waits for work that cannot be stopped, but no longer than the caller wants to.
 *
 * @param signal The caller's signal, if any.
 * @returns The result of the work.
 * @throws The signal's reason, or the error of the work if it comes first.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

/**
 * Wraps an error of the platform, unless it already is a {@link ClipError}.
 *
 * @param error The error.
 * @param code The code to use if it has none.
 * @param message What happened and what to do next.
 * @returns The error to throw.
 */
export function asClipError(error: unknown, code: ClipErrorCode, message: string): ClipError {
  if (isClipError(error)) return error;
  return new ClipError(code, message, { cause: error });
}

/**
 * Runs work of the platform or a library, and turns its errors into {@link ClipError}s.
 *
 * @param code The code to use for an error that has none.
 * @param message What happened and what to do next.
 * @param work The work.
 * @returns The result of the work.
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
