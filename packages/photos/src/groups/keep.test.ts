import { describe, expect, it } from 'vitest';
import { choose, type KeepCandidate } from './keep.ts';
import type { KeptPhoto } from './photo-groups.ts';

const TAKEN = Date.UTC(2019, 3, 3, 10);

const photo = (changed: Partial<KeptPhoto> = {}, isCropped = false): KeepCandidate => ({
  photo: {
    ...{ path: 'a/IMG_0001.jpg', modified: TAKEN + 1e10, width: 4000, height: 3000, format: 'jpeg' },
    ...{ quantisation: 3, quality: { sharpness: 20, dark: 0, bright: 0 } },
    ...changed,
  },
  isCropped,
});

const fromCamera = { camera: 'Apple iPhone 13', taken: TAKEN, takenFrom: 'exif' } as const;

/** Chooses among photos in both orders. */
function chosen(best: KeepCandidate, ...others: KeepCandidate[]) {
  const first = choose([best, ...others]);
  expect(first.index).toBe(0);
  expect(choose([...others, best]).index).toBe(others.length);
  return first.why;
}

describe('the photo to keep', () => {
  it('is not a crop, nor a copy by its name, though these may be larger', () => {
    expect(chosen(photo({ width: 3000 }), photo({}, true))).toEqual({
      code: 'original',
      kept: 'changed',
      other: 'cropped',
    });
    for (const path of [
      'IMG_0001 (1).jpg',
      'IMG_0001 copy.jpg',
      'IMG-20190403-WA0001.jpg',
      'IMG_0001_edited.jpg',
    ]) {
      expect(chosen(photo({ width: 3000 }), photo({ path }))).toMatchObject({
        code: 'original',
        other: 'named',
      });
    }
  });

  it('is the file that has not changed since the photo was taken', () => {
    expect(chosen(photo({ ...fromCamera, modified: TAKEN + 5000 }), photo(fromCamera))).toEqual({
      code: 'original',
      kept: 'unchanged',
      other: 'changed',
    });
  });

  it('has what the camera wrote, though another has more pixels', () => {
    const enlarged = photo({ width: 8000, height: 6000 });
    expect(chosen(photo(fromCamera), enlarged)).toEqual({ code: 'camera-data', kept: 'Apple iPhone 13' });
  });

  it('has more pixels', () => {
    expect(chosen(photo(), photo({ width: 2000, height: 1500 }))).toEqual({
      code: 'pixels',
      kept: 12e6,
      other: 3e6,
    });
  });

  it('is the HEIC of a camera beside its JPEG, and the JPEG beside a PNG', () => {
    const [heic, jpeg, png] = (['heic', 'jpeg', 'png'] as const).map((format) =>
      photo({ ...fromCamera, format }),
    );
    expect(chosen(heic as KeepCandidate, jpeg as KeepCandidate)).toEqual({
      code: 'format',
      kept: 'heic',
      other: 'jpeg',
    });
    expect(chosen(jpeg as KeepCandidate, png as KeepCandidate)).toMatchObject({
      code: 'format',
      kept: 'jpeg',
    });
  });

  it('is the one with a RAW file', () => {
    const raws = [{ path: 'a.cr2', size: 1, modified: 1 }];
    expect(chosen(photo({ ...fromCamera, raws }), photo({ ...fromCamera, format: 'heic' }))).toMatchObject({
      code: 'format',
      kept: 'raw',
    });
  });

  it('is the PNG if no camera took it', () => {
    expect(chosen(photo({ format: 'png' }), photo())).toMatchObject({ code: 'format', kept: 'png' });
  });

  it('is less compressed, then sharper, then older, then nearer', () => {
    expect(chosen(photo(), photo({ quantisation: 9 }))).toEqual({ code: 'compression', kept: 3, other: 9 });
    const soft = photo({ quality: { sharpness: 8, dark: 0, bright: 0 } });
    expect(chosen(photo(), soft)).toEqual({ code: 'sharpness', kept: 20, other: 8 });
    expect(chosen(photo({ modified: 5 }), photo({ modified: 6 }))).toEqual({
      code: 'age',
      kept: 5,
      other: 6,
    });
    expect(chosen(photo({ path: 'a.jpg' }), photo({ path: 'b/a.jpg' }))).toEqual({
      code: 'path',
      kept: 'a.jpg',
      other: 'b/a.jpg',
    });
  });

  it('is told from the last one that was left', () => {
    expect(
      chosen(
        photo(fromCamera),
        photo({ width: 1600, height: 1200 }),
        photo({ ...fromCamera, quantisation: 10 }),
      ),
    ).toEqual({ code: 'compression', kept: 3, other: 10 });
  });
});
