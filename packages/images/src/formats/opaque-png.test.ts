import { deflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { describe, expect, it, vi } from 'vitest';
import { ascii, big, chunk } from '../oriented.fixture.ts';
import { withoutAlphaChannel } from './opaque-png.ts';
import { MAX_PIXELS } from './size-limit.ts';

/** An 8-bit PNG with alpha. Colour type 4 is grey, 6 is RGB. */
function png(
  width: number,
  height: number,
  colourType: 4 | 6,
  ...chunks: number[][]
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...ascii('\x89PNG\r\n\x1a\n'),
    ...chunk('IHDR', [...big(width, 4), ...big(height, 4), 8, colourType, 0, 0, 0]),
    ...chunks.flat(),
    ...chunk('IEND', []),
  ]);
}

/** Compresses rows. Each begins with its filter type. */
const pixels = (...rows: number[]): number[] => chunk('IDAT', [...deflateSync(Uint8Array.from(rows))]);

describe('withoutAlphaChannel', () => {
  it('keeps the other channels', async () => {
    const grey = decode(await withoutAlphaChannel(png(2, 2, 4, pixels(0, 1, 9, 2, 9, 0, 3, 9, 4, 9))));
    expect(grey).toMatchObject({ width: 2, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4) });
    const colours = decode(await withoutAlphaChannel(png(1, 1, 6, pixels(0, 1, 2, 3, 9))));
    expect(colours).toMatchObject({ channels: 3, data: Uint8Array.of(1, 2, 3) });
  });

  it('rejects more pixels than the header claims, and stops inflating there', async () => {
    const bomb = png(1, 1, 6, chunk('IDAT', [...deflateSync(new Uint8Array(2 ** 24))]));
    const read = vi.spyOn(ReadableStreamDefaultReader.prototype, 'read');
    await expect(withoutAlphaChannel(bomb)).rejects.toThrow('more pixels than its header says');
    // Reading all of it in parts of 64 kB would take 256 reads.
    expect(read.mock.calls.length).toBeLessThan(10);
    read.mockRestore();
  });

  it('rejects a header that claims too many pixels', async () => {
    await expect(withoutAlphaChannel(png(MAX_PIXELS, 2, 6, pixels(0)))).rejects.toMatchObject({
      code: 'too-large-image',
    });
  });

  it('keeps a colour profile without inflating it', async () => {
    const broken = chunk('iCCP', [...ascii('profile\0\0'), 1, 2, 3]);
    const opaque = await withoutAlphaChannel(png(1, 1, 4, broken, pixels(0, 5, 9)));
    expect([...opaque].join()).toContain(broken.join());
  });
});
