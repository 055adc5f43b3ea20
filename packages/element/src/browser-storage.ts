/** What this browser stores for the page: models, what was indexed, and the page itself. */
export interface StorageUse {
  /** In bytes. */
  readonly used: number;
  /**
   * Bytes that the browser may take besides. Chromium names 10 GiB whatever there is, so as not to tell a private
   * window (https://chromestatus.com/feature/4977371751645184): that a download fits is known once it is stored.
   */
  readonly left: number;
  /** Whether the browser has promised not to clear it by itself. */
  readonly kept: boolean;
}

/** @returns What the browser says; undefined where it says nothing, or stores nothing. */
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
 * Asks the browser to keep what it stores for the page, also when the disk is full. Firefox passes the question on to
 * the person, so it is for a moment in which something was stored that is worth it, and never for the page's start.
 *
 * @returns Whether it will.
 */
export async function keepStorage(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
