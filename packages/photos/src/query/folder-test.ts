import type { FilteredPhoto } from './filter.ts';
import { containsWords } from './words.ts';

/**
 * @param words Words in the path of a folder.
 * @param folders Names of the folders that photos were added from, by their ids.
 */
export function folderTest(
  words: string,
  folders: ReadonlyMap<number, string>,
): (photo: FilteredPhoto) => boolean {
  const known = new Map<number, Map<string, boolean>>();
  // Neighbouring photos mostly share a folder. Its path is only cut out when it is another one.
  let lastFolder = -1;
  let lastPath = '';
  let lastFits = false;
  return ({ folder, path }) => {
    const isSame =
      folder === lastFolder && path.startsWith(lastPath) && path.indexOf('/', lastPath.length) < 0;
    if (isSame) return lastFits;
    lastFolder = folder;
    lastPath = path.slice(0, path.lastIndexOf('/') + 1);
    let ofFolder = known.get(folder);
    if (!ofFolder) {
      ofFolder = new Map();
      known.set(folder, ofFolder);
    }
    let fits = ofFolder.get(lastPath);
    if (fits === undefined) {
      fits = containsWords(`${folders.get(folder) ?? ''}/${lastPath}`, words);
      ofFolder.set(lastPath, fits);
    }
    lastFits = fits;
    return fits;
  };
}
