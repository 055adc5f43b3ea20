import type { CaptureDate } from '../metadata/capture-date.ts';
import { dateInContent } from '../metadata/photo-date.ts';
import { isRaw } from '../metadata/raw-names.ts';
import type { Photo, RawFile } from '../photo.ts';
import { mapInParallel } from '../sources/parallel.ts';

/** Extensions of images that RAW files are paired with, the preferred ones first. */
const STANDING_ENDINGS = ['jpg', 'jpeg', 'jpe', 'heic', 'heif', 'hif'];

/** Maximum difference between the modification times of two files of one photo, in milliseconds. */
const TOGETHER = 10_000;

/** Number of groups processed concurrently. */
const PARALLEL = 16;

/** What is known about files. */
export interface PairKnowledge<F> {
  /** @returns The known photo of a file, if the file has not changed since. */
  photoOf(file: F): Photo | undefined;
  /** Reads the capture date of an unknown file. Undefined if there is none or the file cannot be read. */
  readDate(file: F): Promise<CaptureDate | undefined>;
}

/**
 * Pairs RAW files with JPEG or HEIC files. Two files are one photo if they are in the same folder, have the same name
 * apart from extension and case, and were taken in the same second. If one of them has no capture date, their
 * modification times decide: a camera writes both within ten seconds. An image that is known to be unreadable is
 * never paired.
 *
 * @param files Known files, and files that nothing can be paired with, are not read.
 * @returns The images that have RAW files, each with its RAW files in the order of `files`.
 * @throws Whatever `readDate` throws.
 */
export async function pairRaws<F extends RawFile>(
  files: readonly F[],
  knowledge: PairKnowledge<F>,
): Promise<Map<F, F[]>> {
  const rawsOf = new Map<F, F[]>();
  const pairs = mapInParallel(groups(files), PARALLEL, (group) => pairsIn(group, knowledge));
  for await (const each of pairs) {
    for (const { image, raw } of each) rawsOf.set(image, [...(rawsOf.get(image) ?? []), raw]);
  }
  return rawsOf;
}

/** Files whose names differ only in extension. */
interface Group<F> {
  /** Candidates to pair with, the preferred ones first. */
  images: F[];
  raws: F[];
}

function groups<F extends RawFile>(files: readonly F[]): Group<F>[] {
  const byName = new Map<string, Group<F>>();
  for (const file of files) {
    const [name, ending] = split(file.path);
    if (!isRaw(file.path) && !STANDING_ENDINGS.includes(ending)) continue;
    const group = byName.get(name) ?? { images: [], raws: [] };
    (isRaw(file.path) ? group.raws : group.images).push(file);
    byName.set(name, group);
  }
  const rank = ({ path }: F): number => STANDING_ENDINGS.indexOf(split(path)[1]);
  const found = [...byName.values()].filter(({ images, raws }) => images.length > 0 && raws.length > 0);
  for (const { images } of found) images.sort((a, b) => rank(a) - rank(b));
  return found;
}

/** @returns The path without its extension, normalised and in lower case, and the extension in lower case. */
export function split(path: string): [name: string, ending: string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot).normalize().toLowerCase(), path.slice(dot + 1).toLowerCase()];
}

async function pairsIn<F extends RawFile>(
  { images, raws }: Group<F>,
  knowledge: PairKnowledge<F>,
): Promise<{ image: F; raw: F }[]> {
  const pairs: { image: F; raw: F }[] = [];
  const seconds = new Map<F, Promise<number | undefined>>();
  const secondOf = (file: F): Promise<number | undefined> => {
    const second = seconds.get(file) ?? readSecond(file, knowledge);
    seconds.set(file, second);
    return second;
  };
  for (const raw of raws) {
    for (const image of images) {
      const photo = knowledge.photoOf(image);
      if (photo?.failure) continue;
      if (isKnownPair(photo, raw) || (await areTogether(image, raw, secondOf))) {
        pairs.push({ image, raw });
        break;
      }
    }
  }
  return pairs;
}

const isKnownPair = (photo: Photo | undefined, { path, size, modified }: RawFile): boolean =>
  photo?.raws?.some((raw) => raw.path === path && raw.size === size && raw.modified === modified) ?? false;

async function areTogether<F extends RawFile>(
  image: F,
  raw: F,
  secondOf: (file: F) => Promise<number | undefined>,
): Promise<boolean> {
  const [one, other] = await Promise.all([secondOf(image), secondOf(raw)]);
  if (one === undefined || other === undefined) return Math.abs(image.modified - raw.modified) <= TOGETHER;
  return one === other;
}

/** @returns When a photo was taken, in seconds since the epoch, or undefined if the time of day is unknown. */
async function readSecond<F>(file: F, knowledge: PairKnowledge<F>): Promise<number | undefined> {
  const photo = knowledge.photoOf(file);
  const date = photo && !photo.failure ? dateInContent(photo) : await knowledge.readDate(file);
  return date && !date.takenPrecision ? Math.floor(date.taken / 1000) : undefined;
}
