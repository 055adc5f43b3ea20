import type { Random } from '../random.ts';

/** A file that is, was, or claims to be an image. */
export interface ImageFile {
  /** Its name, without a folder. */
  name: string;
  bytes: Buffer;
}

/** Makes a hostile file from an intact one. Undefined if it does not apply to the file's format. */
export type Mutation = (file: ImageFile, random: Random) => Buffer | undefined;
