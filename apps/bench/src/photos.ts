import { generatePhotos } from './generate.ts';

/** Photos of a similar size. */
export interface PhotoGroup {
  name: string;
  photos: readonly Blob[];
  /** Means over the photos. */
  megapixels: number;
  bytes: number;
}

/** Sizes to generate if no photos are given, in pixels. */
const GENERATED = [
  [4000, 3000],
  [3264, 2448],
  [1600, 1200],
] as const;

/** Photos per group: enough to vary, few enough to generate or fetch quickly. */
const GROUP_PHOTOS = 8;

/** Maximum number of photos to inspect, evenly spread over the list. */
const LISTED_PHOTOS = 200;

/** Groups for given photos, with exclusive upper bounds in megapixels. */
const BOUNDS = [
  { under: 1, name: 'under 1 MP' },
  { under: 4, name: '1 to 4 MP' },
  { under: 7, name: '4 to 7 MP' },
  { under: 14, name: '7 to 14 MP' },
  { under: Number.POSITIVE_INFINITY, name: 'from 14 MP' },
] as const;

/**
 * @param list URL of a JSON list of photo URLs, or photos. If undefined, photos are generated.
 * @param tell Called with a description of the current step.
 * @returns Groups, largest photos first.
 * @throws Error if the browser can decode none of the photos.
 */
export async function photoGroups(
  list: string | readonly Blob[] | undefined,
  tell: (what: string) => void,
): Promise<PhotoGroup[]> {
  if (!list) return generated(tell);
  const groups = new Map<string, { blob: Blob; megapixels: number }[]>();
  for await (const blob of typeof list === 'string' ? fetched(list, tell) : list) {
    const megapixels = await megapixelsOf(blob);
    if (!megapixels) continue;
    const { name } = BOUNDS.find(({ under }) => megapixels < under) ?? BOUNDS[0];
    const group = groups.get(name) ?? [];
    if (group.length < GROUP_PHOTOS) groups.set(name, [...group, { blob, megapixels }]);
  }
  if (groups.size === 0) throw new Error('This browser cannot decode any of the photos. Choose others.');
  return [...groups]
    .map(([name, members]) => ({
      name,
      photos: members.map(({ blob }) => blob),
      megapixels: mean(members.map(({ megapixels }) => megapixels)),
      bytes: mean(members.map(({ blob }) => blob.size)),
    }))
    .sort((a, b) => b.megapixels - a.megapixels);
}

/**
 * @param photos Photos to cycle through.
 * @param count Number of files to return.
 * @param salt Makes these files differ from those of other calls.
 * @returns Files with distinct contents: each ends with its number, where no decoder looks.
 */
export function distinctFiles(photos: readonly Blob[], count: number, salt: string): File[] {
  return Array.from({ length: count }, (_, i) => {
    const photo = photos[i % photos.length] as Blob;
    return new File([photo, `${salt}-${i}`], `${salt}-${i}.jpg`, { type: photo.type, lastModified: i });
  });
}

async function generated(tell: (what: string) => void): Promise<PhotoGroup[]> {
  const groups: PhotoGroup[] = [];
  for (const [width, height] of GENERATED) {
    const megapixels = (width * height) / 1e6;
    tell(`making photos of ${Math.round(megapixels)} MP`);
    const photos = await generatePhotos(width, height, GROUP_PHOTOS);
    const bytes = mean(photos.map(({ size }) => size));
    groups.push({ name: `${Math.round(megapixels)} MP`, photos, megapixels, bytes });
  }
  return groups;
}

async function* fetched(list: string, tell: (what: string) => void): AsyncGenerator<Blob> {
  const base = new URL(list, document.baseURI);
  const urls: unknown = await (await get(base)).json();
  if (!Array.isArray(urls)) throw new Error(`${base} is not a JSON list of URLs.`);
  const step = Math.ceil(urls.length / LISTED_PHOTOS);
  for (let i = 0; i < urls.length; i += step) {
    const url = urls[i];
    tell(`reading photo ${i + 1} of ${urls.length}`);
    yield await (await get(new URL(url, base))).blob();
  }
}

async function get(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

/** @returns Undefined if the browser cannot decode the file, which transformers.js could not read either. */
async function megapixelsOf(blob: Blob): Promise<number | undefined> {
  try {
    const bitmap = await createImageBitmap(blob);
    const pixels = bitmap.width * bitmap.height;
    bitmap.close();
    return pixels / 1e6;
  } catch {
    return undefined;
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
