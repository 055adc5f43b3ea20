import { ABSENT_TEXTS } from './absent-texts.ts';
import type { CalibrationQuery, CalibrationSet } from './calibration-set.ts';
import type { CaptionedPhoto } from './captions.ts';

/** Embeddings of unit length, one array per row. */
type Rows = readonly (readonly number[])[];

/** A text of a calibration, before it is embedded. */
export interface CalibrationText extends Omit<CalibrationQuery, 'cosines'> {
  text: string;
}

/** Shorter words say little, and so do those in many captions: “the”, “with”. */
const SHORTEST_WORD = 4;
const MOST_PHOTOS = 0.2;

/**
 * Lists the texts of a calibration: all captions, the words in them, and texts about things that are not there.
 */
export function calibrationTexts(photos: readonly CaptionedPhoto[]): CalibrationText[] {
  const none = (): Float32Array => new Float32Array(photos.length);
  const captions = photos.flatMap((photo, i) =>
    photo.captions.map(
      (text): CalibrationText => ({
        kind: 'caption',
        share: 1 / photo.captions.length,
        text,
        fits: none().fill(1, i, i + 1),
      }),
    ),
  );
  const words = wordsOf(photos);
  const shown = [...words].filter(
    ([word, fits]) =>
      word.length >= SHORTEST_WORD &&
      fits.includes(1) &&
      fits.filter((fit) => fit > 0).length <= MOST_PHOTOS * photos.length,
  );
  return [
    ...captions,
    ...shown.map(([text, fits]): CalibrationText => ({ kind: 'word', share: 1, text, fits })),
    ...ABSENT_TEXTS.map((text): CalibrationText => ({ kind: 'absent', share: 1, text, fits: none() })),
  ];
}

/**
 * Finds the words in captions.
 *
 * @returns For each word, what {@link CalibrationQuery.fits} says. A word is shown by a photo if two of its captions have it,
 *   or its only one. If just one of several has it, that is not certain.
 */
export function wordsOf(photos: readonly CaptionedPhoto[]): Map<string, Float32Array> {
  const words = new Map<string, Float32Array>();
  for (const [i, photo] of photos.entries()) {
    const counts = new Map<string, number>();
    for (const caption of photo.captions) {
      for (const word of new Set(caption.toLowerCase().match(/\p{L}+/gu)))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const [word, count] of counts) {
      const fits = words.get(word) ?? new Float32Array(photos.length);
      fits[i] = count >= Math.min(2, photo.captions.length) ? 1 : 0.5;
      words.set(word, fits);
    }
  }
  return words;
}

/**
 * Computes the cosines of texts and photos.
 *
 * @param folders For each photo, the folder that it comes from.
 * @param texts The texts.
 * @param textRows Their embeddings.
 * @param imageRows The photos’ embeddings.
 */
export function calibrationSet(
  folders: readonly number[],
  texts: readonly CalibrationText[],
  textRows: Rows,
  imageRows: Rows,
): CalibrationSet {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const queries = texts.map(({ text: _, ...query }, i) => ({
    ...query,
    cosines: Float64Array.from(imageRows, (row) => dot(row, textRows[i] as readonly number[])),
  }));
  return { folders, queries };
}
