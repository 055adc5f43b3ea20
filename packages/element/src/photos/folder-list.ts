import type { Folder, Library, Photo } from '@web-clip/photos';
import type { Message } from '../i18n/strings.ts';
import { SAMPLE_FOLDER } from './sample-album.ts';

/** A folder of the library, as shown to the user. */
export interface FolderEntry {
  readonly folder: Folder;
  readonly label: Message;
  /** Number of photos, including unreadable ones. */
  readonly count: number;
}

/** @returns The folders of a library, including those without photos. */
export async function listFolders(library: Library): Promise<FolderEntry[]> {
  const [folders, photos, failures] = await Promise.all([
    library.folders(),
    library.photos(),
    library.failures(),
  ]);
  return folderEntries(folders, [...photos, ...failures]);
}

/** Groups photos by folder. */
export function folderEntries(
  folders: readonly Folder[],
  photos: readonly Pick<Photo, 'folder' | 'path'>[],
): FolderEntry[] {
  return folders.map((folder) => {
    const own = photos.filter((photo) => photo.folder === folder.id);
    return {
      folder,
      label: folder.kind === 'single-files' ? singleFilesLabel(own) : () => folder.name,
      count: own.length,
    };
  });
}

/** The library stores the sample album as single files. */
function singleFilesLabel(photos: readonly Pick<Photo, 'path'>[]): Message {
  const samples = photos.filter(({ path }) => path.startsWith(`${SAMPLE_FOLDER}/`)).length;
  if (samples === 0) return ({ singleFiles }) => singleFiles;
  if (samples === photos.length) return ({ sampleAlbum }) => sampleAlbum;
  return ({ sampleAlbumAndSingleFiles }) => sampleAlbumAndSingleFiles;
}
