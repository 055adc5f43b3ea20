import { asClipError, ClipError, isClipError, throwIfAborted } from '../errors.ts';
import { SharedTask } from '../shared-task.ts';
import { externalDataFiles } from './external-data.ts';
import { FileWriter, forgetFile, readFile, type StoredFile, storedFile, updateStoredFile } from './store.ts';

/** Bytes of one file that have arrived. */
export interface DownloadProgress {
  /** The file's URL. */
  url: string;
  /** Bytes so far. */
  loaded: number;
  /** Bytes in all; 0 where the host does not say. */
  total: number;
}

/** What a download may be given. */
export interface DownloadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
}

type ProgressListener = (progress: DownloadProgress) => void;

/** Downloads under way, by URL, so that two callers share one. */
const underWay = new Map<string, { task: SharedTask<StoredFile>; listeners: Set<ProgressListener> }>();

/**
 * The bytes of a file, from storage; downloaded into it first if it is not there yet. A stored file
 * is never asked for again.
 *
 * @param url The file's URL.
 * @param options `onProgress` is called while bytes arrive, and not at all for a stored file.
 * @returns The file, in a buffer of its own.
 * @throws ClipError `download-failed`, `storage-failed` or `aborted`.
 */
export async function fileBytes(
  url: string,
  options: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const stored = await storedFile(url);
  if (stored) {
    const bytes = await readFile(url, stored);
    if (bytes) return bytes;
    // The browser has dropped a part of it.
    await forgetFile(url);
  }
  const fresh = await readFile(url, await download(url, options));
  if (fresh) return fresh;
  throw new ClipError(
    'storage-failed',
    `The browser dropped ${url} right after it was stored. Free some space and try again.`,
  );
}

/**
 * A JSON file, from storage or downloaded.
 *
 * @param url The file's URL.
 * @param options As for {@link fileBytes}.
 * @returns The parsed object.
 * @throws ClipError as {@link fileBytes}, and `invalid-model` if it is not a JSON object.
 */
export async function fileJson(url: string, options: DownloadOptions = {}): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await fileBytes(url, options));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, for text that parses to something else as well.
  }
  await forgetFile(url);
  throw new ClipError(
    'invalid-model',
    `${url} is not the JSON file it should be. Check the model’s address.`,
  );
}

/**
 * A JSON file that a model need not have.
 *
 * @param url The file's URL.
 * @param options As for {@link fileBytes}.
 * @returns The parsed object, or undefined if the host has no such file.
 * @throws ClipError as {@link fileJson}.
 */
export async function optionalJson(
  url: string,
  options: DownloadOptions = {},
): Promise<Record<string, unknown> | undefined> {
  try {
    return await fileJson(url, options);
  } catch (error) {
    if (isClipError(error) && error.code === 'unknown-model') return undefined;
    throw error;
  }
}

/**
 * Makes sure that a file is stored.
 *
 * @param url The file's URL.
 * @param options As for {@link fileBytes}.
 * @throws ClipError as {@link fileBytes}.
 */
export async function ensureFile(url: string, options: DownloadOptions = {}): Promise<void> {
  if (!(await storedFile(url))) await download(url, options);
}

/**
 * Makes sure that an ONNX model is stored, and the external data that it names.
 *
 * @param url URL of the model's file.
 * @param options As for {@link fileBytes}.
 * @returns Paths of the external data files, as the model names them.
 * @throws ClipError as {@link fileBytes}, and `invalid-model` if it is no ONNX file.
 */
export async function ensureModel(url: string, options: DownloadOptions = {}): Promise<string[]> {
  const file = (await storedFile(url)) ?? (await download(url, options));
  let { externalData } = file;
  if (!externalData) {
    const bytes = await fileBytes(url, options);
    try {
      externalData = externalDataFiles(bytes);
    } catch (error) {
      await forgetFile(url);
      throw error;
    }
    // Damaged chunks may have been downloaded anew.
    await updateStoredFile(url, { ...((await storedFile(url)) ?? file), externalData });
  }
  for (const path of externalData) await ensureFile(new URL(path, url).href, options);
  return externalData;
}

/**
 * @param url A file's URL.
 * @param signal Aborts the question.
 * @returns Whether the host has the file. Nothing but a clear "no" counts as no.
 * @throws ClipError `download-failed` or `aborted`.
 */
export async function fileExists(url: string, signal?: AbortSignal): Promise<boolean> {
  const response = await request(url, { method: 'HEAD', ...(signal && { signal }) });
  if (isMissing(response)) return false;
  requireOk(url, response);
  return true;
}

async function download(url: string, { signal, onProgress }: DownloadOptions): Promise<StoredFile> {
  let current = underWay.get(url);
  if (!current) {
    const listeners = new Set<ProgressListener>();
    const report: ProgressListener = (progress) => {
      for (const listener of listeners) listener(progress);
    };
    const forget = (): void => {
      if (underWay.get(url) === current) underWay.delete(url);
    };
    current = {
      task: new SharedTask((shared) => downloadOnce(url, shared, report).finally(forget)),
      listeners,
    };
    underWay.set(url, current);
  }
  if (onProgress) current.listeners.add(onProgress);
  try {
    return await current.task.join(signal);
  } finally {
    if (onProgress) current.listeners.delete(onProgress);
  }
}

/** Of several tabs one downloads; the others find the file stored. */
async function downloadOnce(url: string, signal: AbortSignal, report: ProgressListener): Promise<StoredFile> {
  return navigator.locks.request(
    `web-clip-download ${url}`,
    { signal },
    async () => (await storedFile(url)) ?? (await stream(url, signal, report)),
  );
}

async function stream(url: string, signal: AbortSignal, onProgress: ProgressListener): Promise<StoredFile> {
  const response = await request(url, { signal });
  requireOk(url, response);
  // Of a compressed answer the length says what is on the wire, not what will arrive here.
  const encoded = response.headers.has('content-encoding');
  const total = encoded ? 0 : Number(response.headers.get('content-length') ?? 0);
  const writer = new FileWriter(url);
  let loaded = 0;
  try {
    for await (const bytes of chunksOf(response)) {
      throwIfAborted(signal);
      await writer.write(bytes);
      loaded += bytes.length;
      onProgress({ url, loaded, total });
    }
    // Another origin need not say that its answer is compressed: more than announced is well.
    if (loaded < total) {
      throw new ClipError('download-failed', `${url} ended after ${loaded} of ${total} bytes. Try again.`);
    }
    return await writer.finish();
  } catch (error) {
    await writer.discard();
    throwIfAborted(signal);
    throw asClipError(error, 'download-failed', `The download of ${url} broke off. Try again.`);
  }
}

/** A ReadableStream is async iterable by its standard, and not yet in Safari: https://bugs.webkit.org/show_bug.cgi?id=194379 */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (error) {
    throwIfAborted(init.signal ?? undefined);
    throw asClipError(
      error,
      'download-failed',
      `${new URL(url).origin} could not be reached for the model’s files. Check the connection and try again.`,
    );
  }
}

function requireOk(url: string, response: Response): void {
  if (response.ok && !isPage(response)) return;
  const missing = isMissing(response);
  throw new ClipError(
    missing ? 'unknown-model' : 'download-failed',
    missing
      ? `There is no file at ${url}. Check the model’s name, and where web-clip’s assets are.`
      : `${url} answered ${response.status}. Try again later.`,
  );
}

/** Hosts that hide what is not public say 401 or 403 for what is not there. */
const isMissing = (response: Response): boolean =>
  [401, 403, 404, 410].includes(response.status) || isPage(response);

/** Servers of single-page apps and captive portals answer any question with a web page. */
const isPage = (response: Response): boolean =>
  response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html');
