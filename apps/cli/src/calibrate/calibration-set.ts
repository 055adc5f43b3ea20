/** A text, and what it has to do with each photo. */
export interface CalibrationQuery {
  kind: 'caption' | 'word' | 'absent';
  /** How much it counts: each photo’s captions count as one. */
  share: number;
  /** Its cosine with each photo. */
  cosines: Float64Array;
  /** For each photo: 1 if it shows this, 0 if not, 0.5 if that is not certain. */
  fits: Float32Array;
}

/** Photos and texts to fit to. */
export interface CalibrationSet {
  /** For each photo, the folder that it comes from. */
  folders: readonly number[];
  queries: readonly CalibrationQuery[];
}

/**
 * Takes a part of a set, so that one part can be fitted and another shown.
 *
 * @param isIn Whether a photo is in the part, and a text about things that are not there, by their indices.
 */
export function partOf(
  { folders, queries }: CalibrationSet,
  isIn: (index: number) => boolean,
): CalibrationSet {
  const own = <T extends Float32Array | Float64Array>(values: T): T => values.filter((_, i) => isIn(i)) as T;
  return {
    folders: folders.filter((_, i) => isIn(i)),
    queries: queries
      .filter(({ kind, fits }, i) => (kind === 'absent' ? isIn(i) : own(fits).includes(1)))
      .map((query) => ({ ...query, cosines: own(query.cosines), fits: own(query.fits) })),
  };
}
