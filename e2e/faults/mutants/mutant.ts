import type { Random } from '../random.ts';

/** A file that is a picture, or was, or claims to be. */
export interface PictureFile {
  /** Its name, without a folder. */
  name: string;
  bytes: Buffer;
}

/** Makes a hostile file of a sound one; gives undefined for a format that it does not fit. */
export type Mutation = (file: PictureFile, random: Random) => Buffer | undefined;
