import type { MarkKey } from '../marks/mark-keys.ts';

/** A photo that the user chose, or stopped choosing. */
export interface PhotoPick {
  readonly index: number;
  /** Whether the photos up to this one are meant as well. */
  readonly extend: boolean;
}

/** A photo of which a key said something. */
export interface MarkedPhoto {
  readonly index: number;
  readonly mark: MarkKey;
}
