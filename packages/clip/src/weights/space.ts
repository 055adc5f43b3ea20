import { ClipError } from '../errors.ts';

/** Bytes of downloads under way that are yet to be stored. */
let promised = 0;

/** What the browser needs besides: its database keeps a log of what is written. */
const MARGIN = 4 * 1024 * 1024;

/**
 * Sets room aside for a download, before anything of it is stored.
 *
 * @param bytes How much will be stored.
 * @returns Is told how much of it is yet to be stored, and at the end 0.
 * @throws ClipError `storage-full` if the browser says that there is less.
 */
export async function setAside(bytes: number): Promise<(bytes: number) => void> {
  const { quota, usage = 0 } = await estimate();
  const left = quota === undefined ? Number.POSITIVE_INFINITY : quota - usage - promised;
  if (bytes > 0 && left < bytes + MARGIN) {
    throw new ClipError(
      'storage-full',
      `The model needs ${megabytes(bytes)} more, and this browser has room for ${megabytes(Math.max(0, left - MARGIN))}. Delete a model that you do not use, or free some space on the disk, and try again.`,
    );
  }
  let kept = 0;
  const keep = (bytes: number): void => {
    promised += bytes - kept;
    kept = bytes;
  };
  keep(bytes);
  return keep;
}

/** Browsers that do not say (https://caniuse.com/mdn-api_storagemanager_estimate) are believed to have room. */
const estimate = async (): Promise<StorageEstimate> =>
  (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
