import type { Library, Photo } from '@web-clip/photos';
import { hasFolderPicker } from '../photos/folder-access.ts';
import { holdersOf } from './library-folders.ts';
import { canShareFiles, shareableFiles } from './share-photos.ts';

/** What this browser can do with photos, besides ZIP files and lists. */
export interface SaveWays {
  /** Whether it writes into folders. */
  readonly copy: boolean;
  /** Whether it also writes into the folders of the photos. Those of single files are not known. */
  readonly move: boolean;
  /** Whether it prints. Some browsers in other apps do not. */
  readonly print: boolean;
  /** Files that it hands to other apps; none if it cannot. */
  readonly shared: readonly File[];
}

/** No way, before the ways are known. */
export const NO_WAYS: SaveWays = { copy: false, move: false, print: false, shared: [] };

/** @returns What can be done with these photos. */
export async function waysFor(library: Library, photos: readonly Photo[]): Promise<SaveWays> {
  const copy = hasFolderPicker();
  const [holders, shared] = await Promise.all([
    holdersOf(library, photos),
    canShareFiles() ? shareableFiles(library, photos) : [],
  ]);
  return { copy, move: copy && holders.length > 0, print: 'print' in window, shared };
}
