import { ClipError, throwIfAborted, Watchdog } from '@web-clip/calls';
import { HostError, retryAfter } from './retry.ts';

/** If a host sends nothing for this many seconds, the request fails and is retried. */
const SILENCE = 20;

/** The most bytes to read from a response at once. */
const PIECE_BYTES = 256 * 1024;

/**
 * Requests a file of a model from a host. Sends no referrer, and sends cookies only to the page's own host.
 *
 * @param url The file's URL.
 * @param init As for `fetch`.
 * @param signal Aborts the request, including its body.
 * @returns The response, if the host has the file; also for status 416.
 * @throws HostError if the host does not respond, or asks to come back later; ClipError `unknown-model` if
 *   it does not have the file, or the signal's reason.
 */
export async function request(url: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const silence = new AbortController();
  const watchdog = new Watchdog(SILENCE, () => silence.abort());
  let response: Response;
  watchdog.start();
  try {
    response = await fetch(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    throwIfAborted(signal);
    if (silence.signal.aborted) throw silent(url);
    throw new HostError(unanswered(new URL(url).origin), { cause: error });
  } finally {
    watchdog.stop();
  }
  if (isMissing(response)) {
    await response.body?.cancel();
    const message = `There is no file at ${url}. Check the model’s name and the address of web-clip’s assets.`;
    throw new ClipError('unknown-model', message);
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  const wait = retryAfter(response);
  const when = wait > 0 ? `in ${Math.ceil(wait / 60_000)} minutes` : 'later';
  throw new HostError(`The host answered ${response.status} for ${url}. Try again ${when}.`, { wait });
}

/**
 * Reads the body of a response in pieces.
 *
 * @param url The file's URL.
 * @param response The response from {@link request}.
 * @returns Pieces. Each is valid until the next is requested.
 * @throws HostError if the host stops sending; the browser's error if the response breaks off.
 */
export async function* piecesOf(url: string, response: Response): AsyncGenerator<Uint8Array> {
  if (!response.body) return;
  const { read, cancel } = readerOf(response.body);
  let isSilent = false;
  const watchdog = new Watchdog(SILENCE, () => {
    isSilent = true;
    void cancel();
  });
  try {
    for (;;) {
      watchdog.start();
      const { done, value } = await read();
      // The consumer may take any time to process the piece.
      watchdog.stop();
      if (isSilent) throw silent(url);
      if (done) return;
      yield value;
    }
  } finally {
    watchdog.stop();
    await cancel().catch(() => undefined);
  }
}

/**
 * Reads into one buffer over and over. Otherwise the browser allocates memory for each piece and frees it
 * only at the next garbage collection, by which time it can add up to the size of the largest file.
 */
function readerOf(body: ReadableStream<Uint8Array>): {
  read: () => Promise<ReadableStreamReadResult<Uint8Array>>;
  cancel: () => Promise<void>;
} {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    // Safari before 26.4: https://caniuse.com/mdn-api_readablestreambyobreader
    const reader = body.getReader();
    return { read: () => reader.read(), cancel: () => reader.cancel() };
  }
  let buffer = new ArrayBuffer(PIECE_BYTES);
  const read = async (): Promise<ReadableStreamReadResult<Uint8Array>> => {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) return { done, value: undefined };
    buffer = value.buffer;
    return { done, value: new Uint8Array(buffer, 0, value.byteLength) };
  };
  return { read, cancel: () => reader.cancel() };
}

/** If the CORS header is missing, the browser tells the page no more than if the host were unreachable. */
function unanswered(host: string): string {
  return navigator.onLine && host !== location.origin
    ? `The browser could not get the model’s files from ${host}. Check the connection, and that the host sends “Access-Control-Allow-Origin: *” (CORS).`
    : `The browser could not get the model’s files from ${host}. Check the connection and try again.`;
}

const silent = (url: string): HostError =>
  new HostError(
    `${new URL(url).origin} sent nothing for ${SILENCE} seconds. Check the connection and try again.`,
  );

/** Hosts that hide private files answer 401 or 403 for missing ones. */
const isMissing = (response: Response): boolean =>
  [401, 403, 404, 410].includes(response.status) || isPage(response);

/**
 * Servers of single-page apps answer every request with an HTML page. Pages from a proxy or captive portal do
 * not get here, because without the host's CORS headers `fetch` fails.
 */
const isPage = (response: Response): boolean =>
  response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html');
