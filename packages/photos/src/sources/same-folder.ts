import type { PhotoRecord } from '../store/records.ts';
import { mapInParallel } from './parallel.ts';
import type { PhotoFile } from './source.ts';

/** Number of files read concurrently. */
const PARALLEL = 16;

/** Maximum number of files of this visit to try, to see whether their folder can still be read. */
const TRIED = 16;

/** Which photos of a known folder are among the chosen files. */
export interface Comparison {
  /** Photos whose content is there, at any path. */
  common: PhotoRecord[];
  /** Photos whose content is not there. */
  missing: PhotoRecord[];
}

/**
 * Looks for the photos of a known folder among files. A file with a photo's path, size and time is assumed to be that
 * photo. Otherwise the content decides, at any path.
 *
 * @param known The photos. Those that could not be read never count as missing, because nothing is lost with them.
 * @param found The files.
 * @param hash SHA-256 of a file in hexadecimal, undefined if it cannot be read.
 */
export async function compareFolder(
  known: readonly PhotoRecord[],
  found: readonly PhotoFile[],
  hash: (file: File) => Promise<string | undefined>,
): Promise<Comparison> {
  const byPath = new Map(found.map((file) => [file.path.normalize(), file]));
  const bySize = new Map<number, PhotoFile[]>();
  for (const file of found) {
    const same = bySize.get(file.size);
    if (same) same.push(file);
    else bySize.set(file.size, [file]);
  }
  const hashes = new Map<PhotoFile, Promise<string | undefined>>();
  const hashOf = (listed: PhotoFile): Promise<string | undefined> => {
    const hashing = hashes.get(listed) ?? hash(listed.file);
    hashes.set(listed, hashing);
    return hashing;
  };
  /** Hashes of all files by size. Comparing each photo with each file would take forever if all sizes were equal. */
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
    // Most touched files still have the same path.
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
  files: readonly PhotoFile[],
  hashOf: (file: PhotoFile) => Promise<string | undefined>,
): Promise<Set<string | undefined>> {
  const hashes = new Set<string | undefined>();
  for await (const hash of mapInParallel(files, PARALLEL, hashOf)) hashes.add(hash);
  return hashes;
}

/**
 * Whether the missing photos were deleted, judging by files that were chosen in this visit: the missing ones cannot
 * be read any more, while others of the same folder can. If a missing one can still be read, it lies in another
 * folder. If none can be read, for example because a drive was pulled out, there is no way to tell.
 *
 * @param fileOf A photo's file if it was chosen in this visit.
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
