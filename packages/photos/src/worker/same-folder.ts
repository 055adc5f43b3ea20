import type { PhotoRecord } from './database.ts';
import type { ListedFile } from './listing.ts';
import { mapInParallel } from './parallel.ts';

/** Files read at once. */
const PARALLEL = 16;

/** Files of this visit that are tried, to see whether the place where they were is still there. */
const TRIED = 16;

/** What of a known folder is in one that was chosen. */
export interface Comparison {
  /** Photos whose content is there, in the same place or another. */
  common: PhotoRecord[];
  /** Photos whose content is not. */
  missing: PhotoRecord[];
}

/**
 * Looks for the photos of a known folder among files. A file with a photo's path, size and time is taken for it; else its
 * content tells, also in another place.
 *
 * @param known The photos. Those that could not be read are never missing: nothing is lost with them.
 * @param found The files.
 * @param hash SHA-256 of a file in hexadecimal, undefined if it cannot be read.
 */
export async function compareFolder(
  known: readonly PhotoRecord[],
  found: readonly ListedFile[],
  hash: (file: File) => Promise<string | undefined>,
): Promise<Comparison> {
  const byPath = new Map(found.map((file) => [file.path.normalize(), file]));
  const bySize = new Map<number, ListedFile[]>();
  for (const file of found) {
    const same = bySize.get(file.size);
    if (same) same.push(file);
    else bySize.set(file.size, [file]);
  }
  const hashes = new Map<ListedFile, Promise<string | undefined>>();
  const hashOf = (listed: ListedFile): Promise<string | undefined> => {
    const hashing = hashes.get(listed) ?? hash(listed.file);
    hashes.set(listed, hashing);
    return hashing;
  };
  /** Hashes of all files of a size: looking for each photo in each file would take forever where all sizes are equal. */
  const contents = new Map<number, Promise<ReadonlySet<string | undefined>>>();
  const contentsOf = (size: number): Promise<ReadonlySet<string | undefined>> => {
    const reading = contents.get(size) ?? hashesOf(bySize.get(size) ?? [], hashOf);
    contents.set(size, reading);
    return reading;
  };
  const isThere = async (photo: PhotoRecord): Promise<boolean> => {
    const inPlace = byPath.get(photo.path.normalize());
    if (inPlace?.size === photo.size && (inPlace.modified === photo.modified || photo.hash === ''))
      return true;
    if (photo.hash === '') return false;
    // Most files that were touched are still in their places.
    if (inPlace?.size === photo.size && (await hashOf(inPlace)) === photo.hash) return true;
    return (await contentsOf(photo.size)).has(photo.hash);
  };
  const comparison: Comparison = { common: [], missing: [] };
  const looked = mapInParallel(known, PARALLEL, async (photo) => ({ photo, there: await isThere(photo) }));
  for await (const { photo, there } of looked) {
    if (there) comparison.common.push(photo);
    else if (photo.hash !== '') comparison.missing.push(photo);
  }
  return comparison;
}

async function hashesOf(
  files: readonly ListedFile[],
  hashOf: (file: ListedFile) => Promise<string | undefined>,
): Promise<Set<string | undefined>> {
  const hashes = new Set<string | undefined>();
  for await (const hash of mapInParallel(files, PARALLEL, hashOf)) hashes.add(hash);
  return hashes;
}

/**
 * Whether photos that are missing were deleted, as far as files tell that were chosen in this visit: they cannot be read
 * any more, while others of the same folder can. Files that can still be read lie in another folder; without any, as on a
 * drive that was pulled out, nobody knows.
 *
 * @param fileOf A photo's file as it was chosen in this visit.
 */
export async function wereDeleted(
  { common, missing }: Comparison,
  fileOf: (photo: PhotoRecord) => File | undefined,
): Promise<boolean> {
  for (const photo of missing) {
    const file = fileOf(photo);
    if (!file || (await isReadable(file))) return false;
  }
  const others = common.flatMap((photo) => fileOf(photo) ?? []).slice(0, TRIED);
  return (await Promise.all(others.map(isReadable))).includes(true);
}

const isReadable = (file: File): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
