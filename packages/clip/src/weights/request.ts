import { ClipError, throwIfAborted } from '../errors.ts';
import { Watchdog } from '../watchdog.ts';
import { HostTrouble, retryAfter } from './patience.ts';

/** A host that sends nothing for so long is asked anew, in seconds. */
const SILENCE = 20;

/** The most that is taken of an answer at once. */
const PIECE_BYTES = 256 * 1024;

/**
 * Asks a host for a file of a model, without referrer, and without cookies but for the page’s own host.
 *
 * @param url The file's.
 * @param init As for `fetch`.
 * @param signal Aborts the request, its body included.
 * @returns The host's answer, if there is such a file; also 416.
 * @throws HostTrouble if it does not answer, or not now; ClipError `unknown-model` if it has no such file, `aborted`.
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
    throw new HostTrouble(unanswered(new URL(url).origin), { cause: error });
  } finally {
    watchdog.stop();
  }
  if (isMissing(response)) {
    await response.body?.cancel();
    const message = `There is no file at ${url}. Check the model’s name, and where web-clip’s assets are.`;
    throw new ClipError('unknown-model', message);
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  const wait = retryAfter(response);
  const when = wait > 0 ? `in ${Math.ceil(wait / 60_000)} minutes` : 'later';
  throw new HostTrouble(`${url} answered ${response.status}. Try again ${when}.`, { wait });
}

/**
 * The body of an answer, piece by piece.
 *
 * @param url The file's.
 * @param response What {@link request} returned.
 * @returns Pieces, each of which holds until the next is asked for.
 * @throws HostTrouble if nothing comes for long; what the browser throws if the answer breaks off.
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
      // Whoever takes the piece may take their time.
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
 * Reads into the same memory again and again: what a browser allocates for each piece is not given back before the next
 * garbage collection, and by then as much has gathered as the largest of files has.
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

/** Without the header of CORS a browser tells a page no more than of a host that is not there. */
function unanswered(host: string): string {
  return navigator.onLine && host !== location.origin
    ? `${host} could not be reached for the model’s files, or does not let this page read them. Check the connection and try again. A host of models must send “Access-Control-Allow-Origin: *” (CORS).`
    : `${host} could not be reached for the model’s files. Check the connection and try again.`;
}

const silent = (url: string): HostTrouble =>
  new HostTrouble(
    `${new URL(url).origin} has sent nothing for ${SILENCE} seconds. Check the connection and try again.`,
  );

/** Hosts that hide what is not public say 401 or 403 for what is not there. */
const isMissing = (response: Response): boolean =>
  [401, 403, 404, 410].includes(response.status) || isPage(response);

/**
 * Servers of single-page apps answer any question with a web page. What a proxy or captive portal says in a host's
 * place is no answer: without the host's CORS headers `fetch` fails.
 */
const isPage = (response: Response): boolean =>
  response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html');
