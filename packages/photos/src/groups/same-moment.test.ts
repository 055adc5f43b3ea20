import { describe, expect, it } from 'vitest';
import { emptyRecord } from '../store/records.ts';
import { isTimed, likenessOf, sameMoments, type TimedPhoto } from './same-moment.ts';

const timed = (seconds: number, camera = 'A'): TimedPhoto => ({
  ...emptyRecord(1, 1, `${seconds}.jpg`),
  ...{ taken: seconds * 1000, takenFrom: 'exif', camera },
});

/** Cosines of numbers on a line: 1 for equal ones, less by their distance. */
const near =
  (...places: number[]) =>
  (one: number, other: number): number =>
    1 - Math.abs((places[one] as number) - (places[other] as number));

const LIKENESS = { moment: 0.9, burst: 0.7 };

const members = (photos: TimedPhoto[], cosine: (one: number, other: number) => number): number[][] =>
  sameMoments(photos, LIKENESS, cosine).map((group) => group.members);

describe('the same moment', () => {
  it('is within two minutes, by one camera', () => {
    const photos = [timed(0), timed(100), timed(300), timed(301, 'B')];
    expect(members(photos, near(0, 0, 0, 0))).toEqual([[0, 1]]);
  });

  it('needs less likeness within ten seconds', () => {
    expect(members([timed(0), timed(5)], near(0, 0.2))).toEqual([[0, 1]]);
    expect(members([timed(0), timed(50)], near(0, 0.2))).toEqual([]);
    expect(members([timed(0), timed(5)], near(0, 0.4))).toEqual([]);
  });

  it('is near the middle of the group, so a pan is no endless chain', () => {
    const photos = [0, 2, 4, 6, 8].map((seconds) => timed(seconds));
    expect(members(photos, near(0, 0.25, 0.5, 0.75, 1))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('takes a time of day', () => {
    expect(isTimed(timed(0))).toBe(true);
    expect(isTimed({ ...timed(0), takenPrecision: 'day' })).toBe(false);
    expect(isTimed(emptyRecord(1, 1, 'a.jpg'))).toBe(false);
  });
});

describe('likeness', () => {
  const days = (count: number): TimedPhoto[] =>
    Array.from({ length: count }, (_, i) => timed(i * 86_400 * 2));

  it('is measured by photos of different days', () => {
    // Cosines from 0 to 0.5, evenly.
    const { moment, burst } = likenessOf(days(1000), (one, other) => ((one * 7 + other * 13) % 1000) / 2000);
    expect(burst).toBeCloseTo(0.4995, 2);
    expect(moment).toBeGreaterThanOrEqual(burst);
    expect(moment).toBeLessThan(0.6);
  });

  it('is higher where all photos look alike', () => {
    const alike = likenessOf(days(60), (one, other) => 0.9 + ((one * 7 + other * 13) % 100) / 2000);
    expect(alike.moment).toBeGreaterThan(0.95);
    expect(alike.moment).toBeLessThanOrEqual(0.995);
  });

  it('is the usual one for a few photos', () => {
    expect(likenessOf(days(5), () => 0)).toEqual({ moment: 0.9, burst: 0.8 });
    expect(likenessOf([], () => 0)).toEqual({ moment: 0.9, burst: 0.8 });
  });
});
