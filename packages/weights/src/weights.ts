import { ClipError, isClipError, SharedPromise } from '@web-clip/calls';
import { type DownloadListener, downloadFile } from './download.ts';
import type { FileChunks } from './file-chunks.ts';
import { removeFiles, whileLocked } from './file-lock.ts';
import { today } from './file-writer.ts';
import type { WeightFile } from './locate.ts';
import { request } from './request.ts';
import { withRetries } from './retry.ts';
import { forgetFiles, readFile, type StoredFile, storedFile, updateStoredFile } from './store.ts';

export interface DownloadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: DownloadListener | undefined;
}

/** Downloads in progress, by URL, so that concurrent callers share one. */
const underWay = new Map<string, { task: SharedPromise<StoredFile>; listeners: Set<DownloadListener> }>();

/**
 * Reads a file from storage, and downloads it first if it is not stored. A stored file is never requested
 * again, unless it was damaged on disk.
 *
 * @param file The file.
 * @param options `onProgress` is called while bytes arrive, and never for a stored file.
 * @returns The file, in memory of its own.
 * @throws ClipError as {@link downloadFile}.
 */
export async function fileChunks(file: WeightFile, options: DownloadOptions = {}): Promise<FileChunks> {
  const stored = await storedFile(file);
  const chunks = stored && (await readFile(file.url, stored));
  if (chunks) return chunks;
  // The browser may have dropped part of the file, or the disk may have damaged it.
  const fresh = await readFile(file.url, await download(file, stored, options));
  if (fresh) return fresh;
  throw new ClipError(
    'storage-failed',
    `The browser deleted ${file.url} right after storing it. Free some disk space and try again.`,
  );
}

/**
 * @param file The file.
 * @param options As for {@link fileChunks}.
 * @returns Its bytes.
 * @throws ClipError as {@link fileChunks}.
 */
export async function fileBytes(
  file: WeightFile,
  options: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = await fileChunks(file, options);
  return chunks.slice({ start: 0, end: chunks.length });
}

/**
 * Reads a JSON file from storage, and downloads it first if it is not stored.
 *
 * @param file The file.
 * @param options As for {@link fileBytes}.
 * @returns The parsed object.
 * @throws ClipError as {@link fileBytes}, and `invalid-model` if it is not a JSON object.
 */
export async function fileJson(
  file: WeightFile,
  options: DownloadOptions = {},
): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await fileBytes(file, options));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Handled below, together with JSON that is not an object.
  }
  await removeFiles([file.url]);
  throw new ClipError('invalid-model', `${file.url} is not a valid JSON file. Check the model’s address.`);
}

/**
 * Reads a JSON file that a model may lack.
 *
 * @param file The file.
 * @param options As for {@link fileBytes}.
 * @returns The parsed object, or undefined if the host has no such file.
 * @throws ClipError as {@link fileJson}.
 */
export async function optionalJson(
  file: WeightFile,
  options: DownloadOptions = {},
): Promise<Record<string, unknown> | undefined> {
  try {
    return await fileJson(file, options);
  } catch (error) {
    if (isClipError(error) && error.code === 'unknown-model') return undefined;
    throw error;
  }
}

/**
 * Makes sure that a file is stored.
 *
 * @param file The file.
 * @param options As for {@link fileBytes}.
 * @returns Its record.
 * @throws ClipError as {@link downloadFile}.
 */
export async function ensureFile(file: WeightFile, options: DownloadOptions = {}): Promise<StoredFile> {
  return (await storedFile(file)) ?? download(file, undefined, options);
}

/**
 * Records that a file was used, to help decide later what to delete.
 *
 * @param file The file.
 * @returns Its record.
 * @throws ClipError `storage-failed`.
 */
export async function markUsed(file: WeightFile): Promise<StoredFile | undefined> {
  const stored = await storedFile(file);
  if (stored && stored.usedAt !== today()) await updateStoredFile(file.url, { usedAt: today() });
  return stored;
}

/**
 * @param file A file.
 * @param signal Aborts the requests.
 * @returns Whether any host has the file. False only if every host says that it does not.
 * @throws ClipError `download-failed`, or the signal's reason.
 */
export async function fileExists({ urls }: WeightFile, signal?: AbortSignal): Promise<boolean> {
  try {
    await withRetries(urls, signal, (url) => request(url, { method: 'HEAD' }, signal));
    return true;
  } catch (error) {
    if (isClipError(error) && error.code === 'unknown-model') return false;
    throw error;
  }
}

/** @param damaged The record of a stored file that cannot be read. */
async function download(
  file: WeightFile,
  damaged: StoredFile | undefined,
  { signal, onProgress }: DownloadOptions,
): Promise<StoredFile> {
  const { url } = file;
  let current = underWay.get(url);
  if (!current) {
    const listeners = new Set<DownloadListener>();
    const report: DownloadListener = (progress) => {
      for (const listener of listeners) listener(progress);
    };
    const forget = (): void => {
      if (underWay.get(url) === current) underWay.delete(url);
    };
    current = {
      task: new SharedPromise((shared) => downloadOnce(file, damaged, shared, report).finally(forget)),
      listeners,
    };
    underWay.set(url, current);
  }
  // A new function for each call, because callers may share theirs.
  const listener: DownloadListener = (progress) => onProgress?.(progress);
  current.listeners.add(listener);
  try {
    return await current.task.join(signal);
  } finally {
    current.listeners.delete(listener);
  }
}

/** If several tabs need the file, one downloads it and the others find it stored. */
function downloadOnce(
  file: WeightFile,
  damaged: StoredFile | undefined,
  signal: AbortSignal,
  report: DownloadListener,
): Promise<StoredFile> {
  return whileLocked(file.url, signal, async () => {
    const stored = await storedFile(file);
    if (stored && stored.id !== damaged?.id) return stored;
    if (stored) await forgetFiles([file.url]);
    return downloadFile(file, damaged?.sha256, signal, report);
  });
}
