import type { Strings } from '../i18n/strings.ts';

/** What a key says of photos. */
export type MarkKey = { readonly rating: number } | 'favourite' | 'hidden';

/** @returns What a key of a photo says of it: `l` for favourites, `h` to hide, digits for stars; undefined if nothing. */
export function markKeyOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): MarkKey | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  if (key === 'l') return 'favourite';
  if (key === 'h') return 'hidden';
  return /^[0-5]$/.test(key) ? { rating: Number(key) } : undefined;
}

/** @returns What was said of a photo, in words; empty if nothing. */
export const markWords = (
  strings: Strings,
  { favourite, rating }: { readonly favourite: boolean; readonly rating: number },
): string =>
  [favourite ? strings.favourite : '', rating > 0 ? strings.stars(rating) : '']
    .filter((word) => word !== '')
    .join(', ');
