import type { Library, Photo } from '@web-clip/photos';

/**
 * What Chromium shares at most; other browsers do not say:
 * https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/webshare/share_service_impl.cc
 */
const MOST_FILES = 10;
const MOST_BYTES = 50 * 2 ** 20;

/** Whether this browser hands files to other apps. */
export function canShareFiles(): boolean {
  const probe = new File([''], 'photo.jpg', { type: 'image/jpeg' });
  return navigator.canShare?.({ files: [probe] }) ?? false;
}

/**
 * Opens the files to share, before the click that shares them: a click does not last long enough to read folders.
 *
 * @returns As many of the first photos as can be shared at once.
 */
export async function shareableFiles(
  library: Pick<Library, 'file'>,
  photos: readonly Photo[],
): Promise<File[]> {
  const files: File[] = [];
  let bytes = 0;
  for (const { id, size } of photos) {
    if (files.length === MOST_FILES || bytes + size > MOST_BYTES) break;
    const file = await library.file(id);
    if (!file || !navigator.canShare({ files: [file] })) continue;
    files.push(file);
    bytes += size;
  }
  return files;
}

/**
 * Hands files to an app that the user chooses. Call this in a click handler.
 *
 * @throws DOMException if the browser refuses.
 */
export async function share(files: File[]): Promise<void> {
  try {
    await navigator.share({ files });
  } catch (error) {
    // The user closed the list of apps.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
}
