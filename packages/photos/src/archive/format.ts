import type { Folder } from '../photo.ts';
import {
  type AlbumRecord,
  type MarkRecord,
  type PhotoRecord,
  rowsOf,
  type Segment,
} from '../store/records.ts';
import { readAlbum, readMark } from './read-marks.ts';
import { readPhoto } from './read-photo.ts';
import { integer, invalid, list, object, text } from './values.ts';

/** The entry of the archive that describes all others. */
export const DESCRIPTION = 'library.json';

/** Version of the format. Increment it when older readers would misread the new archive. */
const FORMAT = 2;

/** Version of archives without videos, which readers of the first version read as well. */
const WITHOUT_VIDEOS = 1;

/** A segment whose rows are stored in the archive entry `entry`, as little-endian 32-bit floats. */
export interface ArchivedSegment extends Omit<Segment, 'rows'> {
  entry: string;
}

/**
 * Contents of `library.json`. The archive is a ZIP file with this description, `rows/N.f32` for each segment, and
 * `thumbnails/ID.jpg` or `.webp` for each photo, and for each frame of a video.
 */
export interface Description {
  webClipLibrary: number;
  /** When it was exported (ISO 8601). */
  exported: string;
  /** Without handles because a file cannot store them. */
  folders: readonly Omit<Folder, 'handle'>[];
  photos: readonly PhotoRecord[];
  segments: readonly ArchivedSegment[];
  /** What was said of the contents of photos, also of photos that are gone. Absent in archives of earlier versions. */
  marks: readonly MarkRecord[];
  /** As {@link Description.marks}. */
  albums: readonly AlbumRecord[];
  /** Settings that the page passed to the export. */
  settings: Readonly<Record<string, string>>;
}

/** @returns The description of a library, dated now. */
export function describe(parts: Omit<Description, 'webClipLibrary' | 'exported'>): Description {
  const hasVideos = parts.photos.some(({ video }) => video);
  return {
    webClipLibrary: hasVideos ? FORMAT : WITHOUT_VIDEOS,
    exported: new Date().toISOString(),
    ...parts,
  };
}

/** @returns Name of the entry that holds a photo's thumbnail. */
export const thumbnailEntry = (photo: number, type: string): string =>
  `thumbnails/${photo}.${type === 'image/jpeg' ? 'jpg' : 'webp'}`;

/**
 * Validates a description, which comes from an untrusted file.
 *
 * @param value Anything.
 * @throws ClipError `invalid-library`.
 */
export function readDescription(value: unknown): Description {
  const { webClipLibrary, folders, photos, segments, marks = [], albums = [], settings } = object(value);
  if (typeof webClipLibrary === 'number' && webClipLibrary > FORMAT) {
    throw invalid('A newer version of this page saved this file. Reload the page and try again.');
  }
  if (webClipLibrary !== FORMAT && webClipLibrary !== WITHOUT_VIDEOS) throw invalid();
  const description = describe({
    folders: list(folders).map(readFolder),
    photos: list(photos).map(readPhoto),
    segments: list(segments).map(readSegment),
    marks: list(marks).map(readMark),
    albums: list(albums).map(readAlbum),
    settings: Object.fromEntries(
      Object.entries(object(settings)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  });
  const known = unique(description.folders);
  // No row belongs to two photos.
  const rows = description.photos.flatMap(rowsOf);
  if (new Set(rows).size < rows.length) throw invalid();
  if (description.photos.some(({ folder }) => !known.has(folder))) throw invalid();
  return description;
}

function readFolder(value: unknown): Omit<Folder, 'handle'> {
  const { id, name, uid, kind: saved, unfinished, systemFolders } = object(value);
  // The name in copies of earlier versions.
  const kind = saved === 'loose' ? 'single-files' : saved;
  if (kind !== 'handle' && kind !== 'files' && kind !== 'single-files') throw invalid();
  return {
    id: integer(id),
    name: text(name),
    kind,
    ...(uid !== undefined && { uid: text(uid) }),
    ...(unfinished === true && { unfinished }),
    ...(systemFolders === true && { systemFolders }),
  };
}

function readSegment(value: unknown): ArchivedSegment {
  const { entry, space, dtype, ids, versions, checksum } = object(value);
  const segment = {
    entry: text(entry),
    space: text(space),
    dtype: text(dtype),
    ids: list(ids).map(integer),
    versions: list(versions).map(integer),
    checksum: text(checksum),
  };
  if (segment.ids.length === 0 || segment.ids.length !== segment.versions.length) throw invalid();
  return segment;
}

function unique(items: readonly { id: number }[]): Set<number> {
  const ids = new Set(items.map(({ id }) => id));
  if (ids.size < items.length) throw invalid();
  return ids;
}
