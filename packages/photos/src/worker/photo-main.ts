import { expose, transfer } from 'comlink';
import {
  isHeldUp,
  MemoryGate,
  type Pingable,
  type Preparation,
  preparePicture,
  type ReadyPicture,
  registerTransferHandlers,
  transferables,
} from 'web-clip/host';
import { type CaptureDate, captureDate } from '../metadata/capture-date.ts';
import type { Thumbnail } from './database.ts';
import { isRaw } from './kind-by-name.ts';
import { contentHash, makeThumbnail, readBytes } from './picture.ts';

/** All that one look into a photo's file gives. */
export interface Look {
  /** SHA-256 of the file in hexadecimal. */
  hash: string;
  /** When it was taken, if the file says so. */
  captured: CaptureDate | undefined;
  thumbnail: Thumbnail;
  /** To be embedded. */
  picture: ReadyPicture;
}

/** For the bytes of files, of which many more may be asked for at once. */
const files = new MemoryGate(2 ** 26);

/** Bytes that hold the metadata of RAW files: those of a CR3 follow a preview of its own. */
const HEAD_BYTES = 2 ** 17;

/** What a worker for photos answers to: whatever needs a file's bytes is done there, on one reading. */
export class PhotoService implements Pingable {
  ping(): boolean {
    return isHeldUp();
  }

  /**
   * @returns SHA-256 of the file in hexadecimal.
   * @throws ClipError `unreadable-file`.
   */
  hash(file: File): Promise<string> {
    return files.run(file.size, async () => contentHash(await readBytes(file)));
  }

  /**
   * Reads when a photo was taken: from the file’s head, or else from all of it, as a HEIC may need.
   * RAW files are large, and say in their heads what they say.
   *
   * @returns Undefined where the file says nothing usable.
   * @throws ClipError `unreadable-file`.
   */
  async captureDate(file: File): Promise<CaptureDate | undefined> {
    const dateIn = (part: Blob): Promise<CaptureDate | undefined> =>
      files.run(part.size, async () => captureDate(new Uint8Array(await readBytes(part))));
    const date = await dateIn(file.slice(0, HEAD_BYTES));
    return date || isRaw(file.name) || file.size <= HEAD_BYTES ? date : dateIn(file);
  }

  /**
   * @param preparation What the engine asks for.
   * @throws ClipError `unreadable-file`, `undecodable-image`, `too-large-image`, `download-failed`.
   */
  look(file: File, preparation: Preparation): Promise<Look> {
    return files.run(file.size, () => lookInto(file, preparation));
  }
}

async function lookInto(file: File, preparation: Preparation): Promise<Look> {
  const bytes = await readBytes(file);
  const hashing = contentHash(bytes);
  const captured = captureDate(new Uint8Array(bytes));
  const { picture, seen: thumbnail } = await preparePicture(
    new Uint8Array(bytes),
    preparation,
    makeThumbnail,
  );
  const look: Look = { hash: await hashing, captured, thumbnail, picture };
  return transfer(look, [...transferables(picture), thumbnail.bytes]);
}

registerTransferHandlers();
expose(new PhotoService());
