/** Storage used by the page: models, libraries, and the page itself. */
export interface StorageUse {
  /** In bytes. */
  readonly used: number;
  /**
   * Bytes still available. Chromium always reports 10 GiB, so that pages cannot detect a private window
   * (https://chromestatus.com/feature/4977371751645184). Whether a download fits is only known once it is stored.
   */
  readonly left: number;
  /** Whether the browser has promised not to evict the data. */
  readonly kept: boolean;
}

/** @returns Undefined if the browser does not report it, or has no storage. */
export async function storageUse(): Promise<StorageUse | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    if (usage === undefined || quota === undefined) return undefined;
    return { used: usage, left: Math.max(0, quota - usage), kept: await navigator.storage.persisted() };
  } catch {
    return undefined;
  }
}

/**
 * Asks the browser not to evict the page's data, even when the disk is full. Firefox asks the user, so call this when
 * something worth keeping was stored, never when the page starts.
 *
 * @returns Whether the browser agreed.
 */
export async function keepStorage(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
