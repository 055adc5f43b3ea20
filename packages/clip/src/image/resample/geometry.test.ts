import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipImage } from '../../models/families/clip.ts';
import { geometry } from './geometry.ts';

const spec = clipImage(224);

describe('geometry', () => {
  it.each([
    // [width, height, resized width, resized height, left, top], from torchvision's Resize(224) and CenterCrop(224)
    [640, 480, 298, 224, 37, 0],
    [480, 640, 224, 298, 0, 37],
    [333, 777, 224, 522, 0, 149],
    [224, 224, 224, 224, 0, 0],
    [224, 229, 224, 229, 0, 2],
    [224, 227, 224, 227, 0, 2],
    [1, 1, 224, 224, 0, 0],
    [2000, 20, 22400, 224, 11088, 0],
  ])('matches torchvision for %i x %i', (width, height, resizedWidth, resizedHeight, left, top) => {
    expect(geometry(width, height, spec)).toEqual({
      width: resizedWidth,
      height: resizedHeight,
      crop: { left, top, width: 224, height: 224 },
    });
  });

  it('rounds the offset down for transformers', () => {
    expect(geometry(224, 227, { ...spec, cropOffset: 'floor' }).crop.top).toBe(1);
  });

  it('squashes', () => {
    expect(geometry(640, 480, { ...spec, resize: 'squash' })).toEqual({
      width: 224,
      height: 224,
      crop: { left: 0, top: 0, width: 224, height: 224 },
    });
  });

  it('keeps the crop inside the image', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { width: w, height: h, crop } = geometry(width, height, spec);
        expect(Math.min(w, h)).toBe(224);
        expect(crop.left).toBeGreaterThanOrEqual(0);
        expect(crop.top).toBeGreaterThanOrEqual(0);
        expect(crop.left + 224).toBeLessThanOrEqual(w);
        expect(crop.top + 224).toBeLessThanOrEqual(h);
      }),
    );
  });

  it('agrees with integer arithmetic, however narrow the image', () => {
    const side = fc.integer({ min: 1, max: 2 ** 28 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom('half-even' as const, 'floor' as const),
        (width, height, cropOffset) => {
          const { width: w, height: h, crop } = geometry(width, height, { ...spec, cropOffset });
          const long = (224n * BigInt(Math.max(width, height))) / BigInt(Math.min(width, height));
          const margin = long - 224n;
          const half = margin / 2n;
          const up = cropOffset === 'half-even' && margin % 2n === 1n && half % 2n === 1n;
          expect([BigInt(Math.max(w, h)), BigInt(Math.max(crop.left, crop.top))]).toEqual([
            long,
            up ? half + 1n : half,
          ]);
          expect(Math.min(crop.left, crop.top)).toBe(0);
        },
      ),
    );
  });
});
