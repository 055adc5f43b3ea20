import { csvRows } from './csv-rows.ts';
import type { ExportedMarks } from './said-of-photo.ts';

/** What Apple’s table says of one photo. */
export interface ApplePhoto {
  /** Name of the file, without its folder. */
  name: string;
  marks: Omit<ExportedMarks, 'albums'>;
  isDeleted: boolean;
}

/**
 * Reads a table `Photo Details.csv` of Apple’s export (privacy.apple.com). Its columns are named in English in every
 * language. Rows without a name are left out, as is what is not as expected.
 */
export function readPhotoDetails(text: string): ApplePhoto[] {
  const [columns = [], ...rows] = csvRows(withoutMark(text));
  const at = (name: string): number => columns.findIndex((column) => column.trim().toLowerCase() === name);
  const [name, favourite, hidden, deleted, created] = [
    at('imgname'),
    at('favorite'),
    at('hidden'),
    at('deleted'),
    at('originalcreationdate'),
  ] as const;
  return rows.flatMap((row) => {
    const own = row[name]?.trim();
    if (!own) return [];
    const date = dateIn(row[created] ?? '');
    const marks = {
      favourite: isYes(row[favourite]),
      hidden: isYes(row[hidden]),
      ...(date !== undefined && { date }),
    };
    return [{ name: own, marks, isDeleted: isYes(row[deleted]) }];
  });
}

/** Reads a table `Albums/NAME.csv`: a list of names of files. */
export const readAlbum = (text: string): string[] =>
  csvRows(withoutMark(text))
    .slice(1)
    .flatMap(([name]) => name?.trim() || []);

const isYes = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'yes';

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** @returns Milliseconds since the epoch, of a text such as `Sunday May 8,2022 1:24 PM GMT`. */
function dateIn(text: string): number | undefined {
  const [, name = '', day, year, hour, minute, half] =
    /^\w+ (\w+) (\d{1,2}), ?(\d{4}) (\d{1,2}):(\d\d)[ \u202f]([AP])M GMT$/.exec(text.trim()) ?? [];
  const month = MONTHS.indexOf(name);
  if (month < 0) return undefined;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  return Date.UTC(Number(year), month, Number(day), hours, Number(minute));
}
