import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A photo with its captions. */
export interface CaptionedPhoto {
  /** Path relative to the folder, with slashes. */
  file: string;
  captions: string[];
}

const PHOTOS = /\.(jpe?g|png|webp|avif|gif|heic|heif)$/i;

/**
 * Finds the photos of a folder that have captions: in a text file of the same name beside them, one a line; in a CSV file
 * of the folder, with the columns `file` and `caption`; or in `index.json`, as in the sample album.
 *
 * @throws Error if no photo has a caption.
 */
export function captionedPhotos(folder: string): CaptionedPhoto[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) =>
    relative(folder, join(parentPath, name)).split(sep).join('/'),
  );
  const captions = new Map<string, string[]>();
  const add = (file: string, caption: string): void => {
    if (caption.trim() !== '') captions.set(file, [...(captions.get(file) ?? []), caption.trim()]);
  };
  for (const path of paths) {
    if (path.endsWith('.csv')) {
      for (const { file, caption } of csvCaptions(readFileSync(join(folder, path), 'utf8')))
        add(file, caption);
    }
  }
  const index = join(folder, 'index.json');
  if (existsSync(index)) {
    const { images } = JSON.parse(readFileSync(index, 'utf8')) as {
      images?: { file: string; shows: string }[];
    };
    for (const { file, shows } of images ?? []) add(file, shows);
  }
  const photos = paths.filter((path) => PHOTOS.test(path)).sort();
  for (const path of photos) {
    const text = join(folder, path.replace(PHOTOS, '.txt'));
    if (existsSync(text)) for (const line of readFileSync(text, 'utf8').split('\n')) add(path, line);
  }
  const found = photos.flatMap((file) => {
    const own = captions.get(file);
    return own ? [{ file, captions: own }] : [];
  });
  if (found.length === 0) {
    throw new Error(
      `No photo in ${folder} has a caption. Put captions into text files beside the photos, or into a CSV file with the columns file and caption.`,
    );
  }
  return found;
}

/**
 * @param csv The content of a CSV file with a header.
 * @returns File and caption of each line; nothing if it has no such columns.
 */
export function csvCaptions(csv: string): { file: string; caption: string }[] {
  const [header = [], ...rows] = csvRows(csv);
  const names = header.map((name) => name.trim().toLowerCase());
  const file = names.findIndex((name) => ['file', 'filename', 'image', 'path'].includes(name));
  const caption = names.findIndex((name) => ['caption', 'captions', 'text'].includes(name));
  if (file < 0 || caption < 0) return [];
  return rows.map((row) => ({
    file: row[file] ?? '',
    // A comma in the last column is often left unquoted.
    caption: caption === names.length - 1 ? row.slice(caption).join(',') : (row[caption] ?? ''),
  }));
}

/** Fields of RFC 4180: quotes around a field are doubled inside. */
function csvRows(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
