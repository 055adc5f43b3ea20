import {
  DATE_PRECISIONS,
  DATE_SOURCES,
  type Exposure,
  type Location,
  PHOTO_FORMATS,
  PHOTO_KINDS,
  type PhotoMetadata,
  type PhotoQuality,
  type RawFile,
  type Video,
} from '../photo.ts';
import type { PhotoRecord } from '../store/records.ts';
import { integer, invalid, list, number, object, oneOf, text } from './values.ts';

/**
 * Validates a photo's record, which comes from an untrusted file.
 *
 * @throws ClipError `invalid-library`.
 */
export function readPhoto(value: unknown): PhotoRecord {
  const { id, folder, path, size, modified, width, height, truncated, failure, hash, version } =
    object(value);
  const { taken, takenFrom, takenPrecision, raws, metadata, quality, fingerprint, video } = object(value);
  const why = failure === undefined ? undefined : object(failure);
  return {
    id: integer(id),
    folder: integer(folder),
    path: text(path),
    size: number(size),
    modified: number(modified),
    width: number(width),
    height: number(height),
    hash: text(hash),
    version: integer(version),
    ...(taken !== undefined && { taken: number(taken) }),
    ...(takenFrom !== undefined && { takenFrom: oneOf(DATE_SOURCES, takenFrom) }),
    ...(takenPrecision !== undefined && { takenPrecision: oneOf(DATE_PRECISIONS, takenPrecision) }),
    ...readMetadata(object(value)),
    ...(metadata !== undefined && { metadata: integer(metadata) }),
    ...(quality !== undefined && { quality: readQuality(quality) }),
    ...(fingerprint !== undefined && { fingerprint: text(fingerprint) }),
    ...(truncated === true && { truncated }),
    ...(video !== undefined && { video: readVideo(video, integer(id)) }),
    ...(raws !== undefined && { raws: list(raws).map(readRaw) }),
    ...(why && {
      failure: {
        code: text(why.code) as 'undecodable-image',
        message: text(why.message),
        ...(why.reader !== undefined && { reader: integer(why.reader) }),
      },
    }),
  };
}

/** @param id Of the video, which is that of its first frame. */
function readVideo(value: unknown, id: number): Video {
  const { seconds, frames } = object(value);
  const read = list(frames).map((frame) => {
    const { id, second } = object(frame);
    return { id: integer(id), second: number(second) };
  });
  if (read[0]?.id !== id) throw invalid();
  return { seconds: number(seconds), frames: read };
}

function readRaw(value: unknown): RawFile {
  const { path, size, modified } = object(value);
  return { path: text(path), size: number(size), modified: number(modified) };
}

function readMetadata(photo: Readonly<Record<string, unknown>>): PhotoMetadata {
  const { camera, lens, exposure, location, kind, format, generated, quantisation } = photo;
  return {
    ...(camera !== undefined && { camera: text(camera) }),
    ...(lens !== undefined && { lens: text(lens) }),
    ...(exposure !== undefined && { exposure: readExposure(exposure) }),
    ...(location !== undefined && { location: readLocation(location) }),
    ...(kind !== undefined && { kind: oneOf(PHOTO_KINDS, kind) }),
    ...(format !== undefined && { format: oneOf(PHOTO_FORMATS, format) }),
    ...(generated !== undefined && { generated: oneOf(['generated', 'composite'], generated) }),
    ...(quantisation !== undefined && { quantisation: number(quantisation) }),
  };
}

function readQuality(value: unknown): PhotoQuality {
  const { sharpness, dark, bright } = object(value);
  return { sharpness: number(sharpness), dark: number(dark), bright: number(bright) };
}

function readExposure(value: unknown): Exposure {
  const { seconds, aperture, iso, focalLength, focalLength35 } = object(value);
  return {
    ...(seconds !== undefined && { seconds: number(seconds) }),
    ...(aperture !== undefined && { aperture: number(aperture) }),
    ...(iso !== undefined && { iso: number(iso) }),
    ...(focalLength !== undefined && { focalLength: number(focalLength) }),
    ...(focalLength35 !== undefined && { focalLength35: number(focalLength35) }),
  };
}

function readLocation(value: unknown): Location {
  const { latitude, longitude, altitude } = object(value);
  return {
    latitude: within(90, latitude),
    longitude: within(180, longitude),
    ...(altitude !== undefined && { altitude: number(altitude) }),
  };
}

function within(most: number, value: unknown): number {
  const degrees = number(value);
  if (Math.abs(degrees) <= most) return degrees;
  throw invalid();
}
