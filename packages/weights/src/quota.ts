import { ClipError } from '@web-clip/calls';

/** Bytes reserved for downloads in progress but not yet stored. */
let promised = 0;

/** Extra space for the browser, in bytes. Its database keeps a log of what is written. */
const MARGIN = 4 * 1024 * 1024;

/**
 * Reserves storage for a download before any of it is stored.
 *
 * @param bytes How many bytes will be stored.
 * @returns Updates the reservation: call it with the bytes that remain to be stored, and with 0 at the end.
 * @throws ClipError `storage-full` if the browser reports less free space.
 */
export async function reserveQuota(bytes: number): Promise<(bytes: number) => void> {
  const { quota, usage = 0 } = await estimate();
  const left = quota === undefined ? Number.POSITIVE_INFINITY : quota - usage - promised;
  if (bytes > 0 && left < bytes + MARGIN) {
    throw new ClipError(
      'storage-full',
      `The model needs ${megabytes(bytes)} more, but this browser has room for only ${megabytes(Math.max(0, left - MARGIN))}. Delete a model that you do not use, or free some disk space, and try again.`,
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

/**
 * Browsers that give no estimate are assumed to have enough space:
 * https://caniuse.com/mdn-api_storagemanager_estimate
 */
const estimate = async (): Promise<StorageEstimate> =>
  (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
