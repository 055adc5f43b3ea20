import { ClipError, throwIfAborted } from '../errors.ts';
import { HostTrouble, retryAfter } from './patience.ts';

/**
 * Asks a host for a file of a model, without cookies or referrer.
 *
 * @param url The file's.
 * @param init As for `fetch`.
 * @returns The host's answer, if there is such a file; also 416.
 * @throws HostTrouble if it does not answer, or not now; ClipError `unknown-model` if it has no such file.
 */
export async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (error) {
    throwIfAborted(init.signal ?? undefined);
    const message = `${new URL(url).origin} could not be reached for the model’s files. Check the connection and try again.`;
    throw new HostTrouble(message, false, 0, { cause: error });
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
  throw new HostTrouble(`${url} answered ${response.status}. Try again ${when}.`, false, wait);
}

/** Hosts that hide what is not public say 401 or 403 for what is not there. */
const isMissing = (response: Response): boolean =>
  [401, 403, 404, 410].includes(response.status) || isPage(response);

/** Servers of single-page apps and captive portals answer any question with a web page. */
const isPage = (response: Response): boolean =>
  response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html');
