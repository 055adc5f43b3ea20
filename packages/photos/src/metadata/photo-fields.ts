import type { Photo, PhotoMetadata } from '../photo.ts';
import type { FileMetadata } from './file-metadata.ts';
import { kindOf } from './kind.ts';
import { known } from './known.ts';
import { dateInContent, dateOfPhoto } from './photo-date.ts';
import { isRaw } from './raw-names.ts';

/** Version of what is read. Increment it when more is, so that known photos are read once more. */
export const METADATA_VERSION = 2;

/** The fields of a photo that come from its file's content, name and size. */
type PhotoFields = PhotoMetadata & Pick<Photo, 'taken' | 'takenFrom' | 'takenPrecision'>;

/**
 * Completes what a file says by what its name and size say.
 *
 * @param said What the file says.
 * @param photo Path with slashes, and size in pixels.
 */
export function fieldsOfPhoto(
  { captured, ...said }: FileMetadata,
  { path, width, height }: Pick<Photo, 'path' | 'width' | 'height'>,
): PhotoFields {
  // Only their names distinguish some camera files from TIFF.
  const format = said.format === 'tiff' && isRaw(path) ? 'raw' : said.format;
  const { exposure } = said;
  const kind = said.kind ?? kindOf({ path, width, height, exposure, format });
  return { ...dateOfPhoto(captured, path), ...said, ...known({ format, kind }) };
}

/** @returns What every copy of a photo's file says. A kind that came from a name is as true of its copies. */
export function metadataInContent(photo: Photo): FileMetadata {
  const { camera, lens, exposure, location, kind, format, generated, quantisation } = photo;
  return known({
    captured: dateInContent(photo),
    ...{ camera, lens, exposure, location, kind, format, generated, quantisation },
  });
}
