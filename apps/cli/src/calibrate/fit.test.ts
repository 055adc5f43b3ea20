import { describe, expect, it } from 'vitest';
import { partOf } from './calibration-set.ts';
import { evaluate } from './evaluate.ts';
import { fitRelevance } from './fit.ts';
import { calibrationSet, calibrationTexts } from './queries.ts';
import { precision, termQueries } from './term-queries.ts';

const PHOTOS = 40;

/**
 * Photos whose captions have much higher cosines in one folder than in the other, as those of two kinds of pictures do,
 * so that no single cosine tells them apart.
 */
function twoFolders() {
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const noise = (): number => (random() + random() + random() - 1.5) / 15;
  const photos = Array.from({ length: PHOTOS }, (_, i) => ({
    file: `${i}.jpg`,
    captions: [`caption${i} shared${i % 9}`],
  }));
  const texts = calibrationTexts(photos);
  const set = calibrationSet(
    photos.map((_, i) => i & 2),
    texts,
    texts.map(() => []),
    photos.map(() => []),
  );
  for (const { kind, fits, cosines } of set.queries) {
    const isHigh = kind === 'absent' ? random() < 0.5 : (fits.indexOf(1) & 2) === 0;
    for (let i = 0; i < PHOTOS; i++) cosines[i] = (isHigh ? 0.5 : 0.1) + noise() + (fits[i] ? 0.35 : 0);
  }
  return set;
}

describe('fitRelevance', () => {
  it('tells fits from others where no single cosine does, in photos that it has not seen', () => {
    const set = twoFolders();
    const spec = fitRelevance(partOf(set, (i) => i % 2 === 0));
    const { photos, fits, found, falseFound, line } = evaluate(
      partOf(set, (i) => i % 2 === 1),
      spec,
    );
    expect(photos).toBe(PHOTOS / 2);
    expect(fits.cosine).toBeLessThan(0.9);
    expect(fits.calibrated).toBeGreaterThan(0.97);
    expect(found).toBeGreaterThan(0.9);
    expect(falseFound).toBeLessThan(0.15);
    expect(line.calibrated).toBeGreaterThan(line.cosine + 0.1);
  });

  it('lets something be found for 3 % of what is not there', () => {
    const set = twoFolders();
    expect(evaluate(set, fitRelevance(set)).falseFound).toBeCloseTo(0.03, 2);
  });
});

it('makes queries of the words in captions', () => {
  const photos = [
    ...Array.from({ length: 6 }, (_, i) => ({ file: `dog${i}`, captions: ['a white dog', 'a dog runs'] })),
    ...Array.from({ length: 3 }, (_, i) => ({
      file: `both${i}`,
      captions: ['a dog in snow', 'snow and a dog'],
    })),
    ...Array.from({ length: 91 }, (_, i) => ({ file: `rest${i}`, captions: ['nothing much'] })),
  ];
  const texts = calibrationTexts(photos);
  expect(texts.filter(({ kind }) => kind === 'word').map(({ text }) => text)).toEqual(['snow']);
  const { without, photos: asked } = termQueries(photos);
  expect(without).toEqual([{ wanted: 'dog', unwanted: 'snow', right: [0, 1, 2, 3, 4, 5] }]);
  expect(asked[0]).toEqual({ photo: 0, word: 'snow', right: [6, 7, 8] });
  expect(precision(without, [[0, 1, 2, 50, 51, 52, 53, 54, 55, 56, 3]])).toBeCloseTo(0.5);
});
