import { withDateSource } from '../metadata/photo-date.ts';
import type { Photo } from '../photo.ts';
import type { PhotoRecord } from '../store/records.ts';

/** @returns A photo without its internal fields. */
export function seen({
  hash: _,
  version: __,
  metadata: ___,
  fingerprint: ____,
  ...photo
}: PhotoRecord): Photo {
  return withDateSource(photo);
}
