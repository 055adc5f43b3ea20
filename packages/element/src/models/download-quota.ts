import { isClipError, type ModelSpec, storedModels } from '@web-clip/clip';
import { WordedError } from '../i18n/worded-error.ts';
import { storageUse } from '../storage/browser-storage.ts';
import { missingBytes, type Running } from './download-size.ts';

/**
 * Downloads a model, unless it cannot fit into storage; then nothing is started.
 *
 * @param model The model to download.
 * @param info The current runtime.
 * @param download Performs the download and what follows it.
 * @returns The result of `download`.
 * @throws ClipError `storage-full` with the space needed, also if storage runs out during the download; whatever
 *   `download` throws.
 */
export async function withQuota<T>(
  model: ModelSpec,
  info: Running | undefined,
  download: () => Promise<T>,
): Promise<T> {
  const needed = async (): Promise<number> => missingBytes(model, info, await storedModels()) ?? 0;
  const left = (await storageUse())?.left ?? Number.POSITIVE_INFINITY;
  const before = await needed();
  if (before > left) throw full(model, before, left);
  try {
    return await download();
  } catch (error) {
    if (!isClipError(error) || error.code !== 'storage-full') throw error;
    const after = await needed();
    // Otherwise the index ran out of space, not the download.
    throw after > 0 ? full(model, after, undefined, error) : error;
  }
}

function full({ name }: ModelSpec, needed: number, left: number | undefined, cause?: unknown): WordedError {
  return new WordedError('storage-full', ({ noRoom }) => noRoom(name, needed, left), { cause });
}
