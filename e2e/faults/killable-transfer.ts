import type { Page } from '@playwright/test';

/** The files of both folders: name, size and SHA-256 of each, sorted. */
export interface Holdings {
  album: readonly string[];
  target: readonly string[];
}

/**
 * Writes photos into a folder of the origin private file system.
 *
 * @param bytes Bytes of each. Default: one to four megabytes.
 */
export async function fillAlbum(page: Page, names: string[], count: number, bytes?: number): Promise<void> {
  await page.evaluate(
    async ({ names, count, bytes }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('album', { create: true });
      await root.getDirectoryHandle('target', { create: true });
      for (let i = 0; i < count; i++) {
        const image = await (await fetch(`samples/${names[i % names.length]}`)).blob();
        const file = await folder.getFileHandle(`${i}-${names[i % names.length]}`, { create: true });
        const stream = await file.createWritable();
        // Trailing bytes, which decoders ignore.
        const trailing = bytes === undefined ? (1 + (i % 4)) * 2 ** 20 : bytes - image.size;
        await stream.write(new Blob([image, new Uint8Array(trailing).fill(i)]));
        await stream.close();
      }
    },
    { names, count, bytes },
  );
}

/** Opens the library of the album, and indexes the album if that was not done. */
export async function openAlbum(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const clip = await window.webClip.createClip({ device: 'wasm' });
    const library = await window.photos.openLibrary({ clip, name: 'moves' });
    const root = await navigator.storage.getDirectory();
    if ((await library.status()).photos === 0) await library.add(await root.getDirectoryHandle('album'));
    Object.assign(window, { library });
  });
}

/** Starts to move or copy all photos. */
export async function startTransfer(page: Page, kind: 'copy' | 'move'): Promise<void> {
  await page.evaluate(async (kind) => {
    const { library } = window as unknown as LibraryWindow;
    const target = await (await navigator.storage.getDirectory()).getDirectoryHandle('target');
    const ids = (await library.photos()).map(({ id }) => id);
    Object.assign(window, { transfer: library.transfers[kind](ids, target) });
  }, kind);
}

/** @returns Whether the transfer ended within some milliseconds. */
export function finish(page: Page, within = 2 ** 31 - 1): Promise<boolean> {
  return page.evaluate(async (within) => {
    const { transfer } = window as unknown as LibraryWindow;
    return Promise.race([
      transfer.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), within)),
    ]);
  }, within);
}

/**
 * Undoes or continues the last transfer.
 *
 * @returns Whether there was one.
 */
export function undoLast(page: Page, how: 'undo' | 'resume' = 'undo'): Promise<boolean> {
  return page.evaluate(async (how) => {
    const { library } = window as unknown as LibraryWindow;
    const [last] = await library.transfers.all();
    if (!last || last.state === 'undone') return false;
    const { left } = await library.transfers[how](last.id);
    if (left.length > 0) throw new Error(JSON.stringify(left));
    return true;
  }, how);
}

/** Reads all files. The list of a move is none of them. */
export function holdings(page: Page): Promise<Holdings> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const filesIn = async (name: string): Promise<string[]> => {
      const files: string[] = [];
      for await (const [path, handle] of (await root.getDirectoryHandle(name)).entries()) {
        if (handle.kind !== 'file' || path.endsWith('.jsonl')) continue;
        const file = await handle.getFile();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
        const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
        files.push(`${path} ${file.size} ${hash}`);
      }
      return files.sort();
    };
    return { album: await filesIn('album'), target: await filesIn('target') };
  });
}

/** @returns What is there and should not be, and what is not there and should be. */
export function differences(now: Holdings, wanted: Holdings): string[] {
  return (['album', 'target'] as const).flatMap((folder) => [
    ...now[folder].filter((file) => !wanted[folder].includes(file)).map((file) => `+ ${folder}/${file}`),
    ...wanted[folder].filter((file) => !now[folder].includes(file)).map((file) => `- ${folder}/${file}`),
  ]);
}

interface LibraryWindow {
  library: Awaited<ReturnType<typeof window.photos.openLibrary>>;
  transfer: Promise<unknown>;
}
