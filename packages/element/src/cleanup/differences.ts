import type { Photo } from '@web-clip/photos';
import { photoDate } from '../gallery/photo-date.ts';
import type { Strings } from '../i18n/strings.ts';
import { formatName } from '../ui/format.ts';

/** Something that is not the same of two photos. */
export interface Difference {
  /** What it is, in words. */
  readonly term: string;
  /** The value of each photo; undefined if it has none. */
  readonly values: readonly [string | undefined, string | undefined];
}

/** What is known of a photo besides its metadata. */
export interface Whereabouts {
  /** Where its file is. */
  folderOf(photo: Photo): string;
  /** Where it was taken, in words. */
  placeOf(photo: Photo): string | undefined;
}

/** Measures closer than this, as a fraction, are the same to the eye. */
const NOTICEABLE = 0.02;

/** @returns What differs in the metadata of two photos, besides their names. */
export function differences(
  strings: Strings,
  [one, other]: readonly [Photo, Photo],
  { folderOf, placeOf }: Whereabouts,
): Difference[] {
  const measured = (term: string, measure: (photo: Photo) => number | undefined): Difference[] => {
    const [a, b] = [measure(one), measure(other)];
    const isSame = a !== undefined && b !== undefined && Math.abs(a - b) <= NOTICEABLE * Math.max(a, b);
    const said = (value: number | undefined) => (value === undefined ? undefined : strings.measure(value));
    return isSame || a === b ? [] : [{ term, values: [said(a), said(b)] }];
  };
  const said = (term: string, say: (photo: Photo) => string | undefined): Difference[] => {
    const values = [say(one), say(other)] as const;
    return (values[0] || undefined) === (values[1] || undefined) ? [] : [{ term, values }];
  };
  return [
    ...said(strings.filterValue('folder'), folderOf),
    ...said(strings.detailSize, ({ width, height }) => strings.pixels(width, height)),
    ...said(strings.filterValue('type'), ({ format }) => format && formatName(format)),
    ...said(strings.fileSize, ({ size }) => strings.fileBytes(size)),
    ...said(strings.detailDate, (photo) => photoDate(strings, photo)),
    ...said(strings.detailCamera, ({ camera }) => camera),
    ...said(strings.filterValue('lens'), ({ lens }) => lens),
    ...said(strings.detailPlace, placeOf),
    ...measured(strings.sharpness, ({ quality }) => quality?.sharpness),
    ...measured(strings.compression, ({ quantisation }) => quantisation),
  ];
}
