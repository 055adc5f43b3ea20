import type { Message } from '../i18n/strings.ts';
import { download, nameOfToday } from '../ui/download.ts';

/** A ZIP file that is about to be written. */
export interface ZipFile {
  readonly sink: WritableStream<Uint8Array>;
  /** Hands the file to the user, once it is written. */
  finish(): Promise<Message>;
  /** Removes what was written of it. */
  discard(): Promise<void>;
}

/** In the origin’s private file system: ZIP files that the browser copies to the downloads. */
const FOLDER = 'web-clip-downloads';

/** Time in which the browser has surely copied a file, in milliseconds. */
const COPIED_AFTER = 3_600_000;

/**
 * Chooses where a ZIP file goes: where the user says, or else to the downloads. Call this in a click handler.
 *
 * @returns Undefined if the user cancelled.
 */
export async function openZipFile(): Promise<ZipFile | undefined> {
  const name = nameOfToday('photos', 'zip');
  if ('showSaveFilePicker' in window) return chosenFile(name);
  return (await stagedFile(name).catch(() => undefined)) ?? heldFile(name);
}

async function chosenFile(suggestedName: string): Promise<ZipFile | undefined> {
  const types = [{ accept: { 'application/zip': ['.zip' as const] } }];
  try {
    const handle = await showSaveFilePicker({ id: 'saved-photos', suggestedName, types });
    return {
      sink: await handle.createWritable(),
      finish:
        async () =>
        ({ zipSaved }) =>
          zipSaved(handle.name),
      discard: () => removeIfEmpty(handle),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** The picker has made a new file. What was in an older one is still there, because nothing was written to its end. */
async function removeIfEmpty(handle: FileSystemFileHandle): Promise<void> {
  const removable = handle as FileSystemFileHandle & { remove?(): Promise<void> };
  if ((await handle.getFile()).size === 0) await removable.remove?.();
}

/**
 * A file that the browser then copies to the downloads, so that memory does not limit its size.
 *
 * @returns Undefined if pages cannot write such files in this browser.
 */
async function stagedFile(name: string): Promise<ZipFile | undefined> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await removeCopied(folder);
  const staged = `${crypto.randomUUID()}.zip`;
  const handle = await folder.getFileHandle(staged, { create: true });
  if (!('createWritable' in handle)) return undefined;
  return {
    sink: await handle.createWritable(),
    finish: async () => {
      download(await handle.getFile(), name);
      return ({ zipDownloaded }) => zipDownloaded;
    },
    discard: () => folder.removeEntry(staged),
  };
}

async function removeCopied(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== 'file') continue;
    const { lastModified } = await handle.getFile();
    if (Date.now() - lastModified > COPIED_AFTER) await folder.removeEntry(name);
  }
}

/** A file that the browser holds where it likes. */
function heldFile(name: string): ZipFile {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  const written = new Response(readable).blob();
  // It is only awaited once the file is whole.
  written.catch(() => undefined);
  return {
    sink: writable as WritableStream<Uint8Array>,
    finish: async () => {
      download(await written, name);
      return ({ zipDownloaded }) => zipDownloaded;
    },
    discard: async () => undefined,
  };
}
