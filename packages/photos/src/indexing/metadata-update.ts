import { isClipError, throwIfAborted } from '@web-clip/clip/internal';
import type { FileMetadata } from '../metadata/file-metadata.ts';
import { dateInContent } from '../metadata/photo-date.ts';
import { fieldsOfPhoto, METADATA_VERSION } from '../metadata/photo-fields.ts';
import type { Folder } from '../photo.ts';
import type { PhotoRecord } from '../store/records.ts';

/** Photos per commit. A commit rewrites the pages of its photos, which have as many. */
const STEP = 128;

/** What {@link updateMetadata} works with. */
export interface MetadataUpdateHands {
  /** The photos as they are now, by id. */
  photos(): ReadonlyMap<number, PhotoRecord>;
  folders(): ReadonlyMap<number, Folder>;
  /** Whether files of a folder can be read without asking the user. */
  isReadable(folder: Folder): Promise<boolean>;
  /** @returns A photo's file, if it can be read. */
  fileOf(photo: PhotoRecord): Promise<File | undefined>;
  /** Reads the metadata of a file. */
  read(file: File): Promise<FileMetadata>;
  /** Resolves when nothing more urgent is going on. */
  whenIdle(): Promise<void>;
  /** Writes changed records. The function is called with exclusive access. */
  commit(changed: () => readonly PhotoRecord[]): Promise<void>;
}

/**
 * Reads the metadata of photos that an earlier version indexed, which knew less of them. Nothing is embedded. The
 * photos are read one after the other, from the beginnings of their files, and committed in small steps; what is left
 * when the signal aborts is done next time. Photos whose files cannot be read now are left as they are.
 *
 * @returns Number of updated photos.
 * @throws ClipError `storage-failed`, …, or the signal's reason.
 */
export async function updateMetadata(hands: MetadataUpdateHands, signal: AbortSignal): Promise<number> {
  const readable = new Set<number>();
  for (const folder of hands.folders().values()) if (await hands.isReadable(folder)) readable.add(folder.id);
  const outdated = [...hands.photos().values()].filter(
    (photo) => readable.has(photo.folder) && isOutdated(photo),
  );
  // In the order of their pages.
  outdated.sort((a, b) => a.id - b.id);
  let updated = 0;
  for (let start = 0; start < outdated.length; start += STEP) {
    const said = new Map<PhotoRecord, FileMetadata>();
    for (const photo of outdated.slice(start, start + STEP)) {
      await hands.whenIdle();
      throwIfAborted(signal);
      const metadata = await metadataOf(photo, hands);
      if (metadata) said.set(photo, metadata);
    }
    if (said.size === 0) continue;
    await hands.commit(() => {
      const changed = [...said].flatMap(([photo, metadata]) => {
        const current = hands.photos().get(photo.id);
        const isSame = current && current.version === photo.version && isUnchanged(current, photo);
        return isSame && isOutdated(current) ? [updatedRecord(current, metadata)] : [];
      });
      updated += changed.length;
      return changed;
    });
  }
  return updated;
}

// Videos came later than this version, and their metadata are elsewhere.
const isOutdated = ({ failure, video, metadata = 0 }: PhotoRecord): boolean =>
  !failure && !video && metadata < METADATA_VERSION;

const isUnchanged = (
  one: Pick<PhotoRecord, 'size' | 'modified'>,
  other: Pick<PhotoRecord, 'size' | 'modified'>,
): boolean => one.size === other.size && one.modified === other.modified;

/** @returns Undefined if the file cannot be read, or is another one by now: then the next `add()` will read it. */
async function metadataOf(photo: PhotoRecord, hands: MetadataUpdateHands): Promise<FileMetadata | undefined> {
  const file = await hands.fileOf(photo);
  if (!file || !isUnchanged({ size: file.size, modified: file.lastModified }, photo)) return undefined;
  try {
    return await hands.read(file);
  } catch (error) {
    if (isClipError(error) && error.code === 'unreadable-file') return undefined;
    throw error;
  }
}

function updatedRecord(photo: PhotoRecord, said: FileMetadata): PhotoRecord {
  const { taken: _, takenFrom: __, takenPrecision: ___, ...rest } = photo;
  // A date may lie beyond the part of a RAW file that was read.
  const captured = said.captured ?? dateInContent(photo);
  const fields = fieldsOfPhoto({ ...said, ...(captured && { captured }) }, photo);
  return { ...rest, ...fields, metadata: METADATA_VERSION };
}
