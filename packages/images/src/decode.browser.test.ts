import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DecodeOptions, decodeImage } from './decode.ts';
import exact from './fixtures/exact.json';
import notes from './fixtures/expected.json';
import { edited } from './formats/edits.ts';
import { fileFormat, type ImageFormat } from './formats/format.ts';
import { storedColourEdits } from './formats/stored-colours.ts';
import { pixelsOf } from './pixels.ts';

/** How a file should be decoded; see fixtures/README.md. */
interface Expected {
  width: number;
  height: number;
  within: number;
  /** All pixels, in base64. */
  rgb?: string;
  /** Single pixels: x, y, red, green, blue. */
  patches?: [x: number, y: number, red: number, green: number, blue: number][];
}

const expected = Object.entries(notes as unknown as Record<string, Expected>);
const urls = import.meta.glob<string>('./fixtures/*', { query: '?url', import: 'default', eager: true });
const fixture = async (name: string): Promise<Blob> => {
  const bytes = await (await fetch(urls[`./fixtures/${name}`] as string)).arrayBuffer();
  return new Blob([bytes]);
};

/** 3 bytes per pixel. */
async function rgbOf(
  blob: Blob,
  options?: DecodeOptions,
): Promise<{ width: number; height: number; rgb: Uint8Array }> {
  const { image } = await decodeImage(blob, options);
  const { data, width, height } = await pixelsOf(image);
  return { width, height, rgb: new Uint8Array(data.filter((_, i) => i % 4 < 3)) };
}

/** The largest difference between two values. */
const distance = (actual: ArrayLike<number>, wanted: ArrayLike<number>): number =>
  Array.from(wanted).reduce((most, value, i) => Math.max(most, Math.abs(value - (actual[i] ?? 999))), 0);

const { getContext } = OffscreenCanvas.prototype;

/** Simulates a browser without WebGL, such as headless Firefox. */
function withoutWebgl(): void {
  vi.spyOn(WebGL2RenderingContext.prototype, 'isContextLost').mockReturnValue(true);
  vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(function (
    this: OffscreenCanvas,
    ...kind: unknown[]
  ) {
    return kind[0] === '2d' ? Reflect.apply(getContext, this, kind) : null;
  });
}

afterEach(() => vi.restoreAllMocks());

/** Lossless WebP with alpha. Without WebGL, only Firefox keeps the colours of its transparent pixels. */
const LOSING = ['alpha.webp', 'animated.webp'];

describe.each([
  ['with WebGL', () => undefined, expected],
  ['without WebGL', withoutWebgl, expected.filter(([name]) => !LOSING.includes(name))],
])('decodeImage, %s', (_, prepare, files) => {
  it.each(files)('decodes %s like Pillow', async (name, note) => {
    prepare();
    const { width, height, rgb } = await rgbOf(await fixture(name));
    expect([width, height]).toEqual([note.width, note.height]);
    if (note.rgb) {
      const wanted = Uint8Array.from(atob(note.rgb), (character) => character.charCodeAt(0));
      expect(rgb).toEqual(wanted);
    }
    for (const [x, y, ...colour] of note.patches ?? []) {
      const at = (y * width + x) * 3;
      const actual = rgb.subarray(at, at + 3);
      expect(distance(actual, colour), `${[...actual]} is not ${colour} at ${x}, ${y}`).toBeLessThanOrEqual(
        note.within,
      );
    }
  });
});

/** Similarity of two images: the cosine between their values. */
function cosine(a: Uint8Array, b: Uint8Array): number {
  const dot = (x: Uint8Array, y: Uint8Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('decodeImage, exact', () => {
  it.each(Object.entries(exact))('returns the values of %s like Pillow', async (name, note) => {
    const wanted = Uint8Array.from(atob(note.rgb), (character) => character.charCodeAt(0));
    const blob = await fixture(name);
    const { width, height, rgb } = await rgbOf(blob, { exact: true });
    expect([width, height]).toEqual([note.width, note.height]);
    expect(distance(rgb, wanted)).toBeLessThanOrEqual(note.within);
    expect(cosine(rgb, wanted)).toBeGreaterThanOrEqual(0.9999);
    // Without `colorSpaceConversion: 'none'`, because WebKit ignores it.
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const changed = edited(bytes, storedColourEdits(bytes, fileFormat(bytes) as ImageFormat));
    expect(await rgbOf(new Blob([changed]))).toEqual({ width, height, rgb });
    // All files but one declare another colour space.
    const converted = await rgbOf(blob);
    if (name !== 'photo-cmyk.jpg') expect(distance(converted.rgb, wanted)).toBeGreaterThan(20);
  });

  it.each(['p3.heic', 'adobe.heic', 'p3-codes.heic'])('returns the values of %s', async (name) => {
    const { rgb, width } = await rgbOf(await fixture(name), { exact: true });
    const at = (x: number, y: number) => rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
    expect(distance(at(10, 12), [230, 30, 30])).toBeLessThanOrEqual(3);
    expect(distance(at(53, 12), [40, 50, 220])).toBeLessThanOrEqual(3);
  });

  it('turns images, and never decodes them at a reduced size', async () => {
    const { width, height, rgb } = await rgbOf(await fixture('exif.jpg'), { exact: true, least: 10 });
    expect({ width, height, rgb }).toEqual(await rgbOf(await fixture('exif.jpg')));
  });
});

describe('decodeImage', () => {
  it.each([
    ['rgb16.png', 'image/jpeg'],
    ['rgb16.png', 'image/svg+xml'],
    ['exif.jpg', 'text/plain'],
    ['p3.heic', 'image/jpeg'],
    ['lossless.avif', 'image/gif'],
  ])('detects %s by its bytes, though it is named %s', async (name, type) => {
    const blob = await fixture(name);
    const bytes = await blob.arrayBuffer();
    const misnamed = new File([bytes], 'photo.tiff', { type });
    expect(await rgbOf(misnamed)).toEqual(await rgbOf(blob));
  });

  it('decodes several HEIC images at once', async () => {
    const [p3, adobe] = await Promise.all([fixture('p3.heic'), fixture('adobe.heic')]);
    const alone = [await rgbOf(p3), await rgbOf(adobe)];
    expect(await Promise.all([rgbOf(p3), rgbOf(adobe)])).toEqual(alone);
  });

  it('reads a size that comes after a long header', async () => {
    const jpeg = new Uint8Array(await (await fixture('gray.jpg')).arrayBuffer());
    // Two comments of 65,533 bytes.
    const comment = new Uint8Array(65_537);
    comment.set([0xff, 0xfe, 0xff, 0xff]);
    const padded = (bytes: Uint8Array<ArrayBuffer>) =>
      new Blob([bytes.subarray(0, 2), comment, comment, bytes.subarray(2)]);
    expect(await rgbOf(padded(jpeg))).toEqual(await rgbOf(new Blob([jpeg])));
    await expect(decodeImage(padded(claiming(jpeg, 65_000)))).rejects.toMatchObject({
      code: 'too-large-image',
    });
  });
});

/** A JPEG whose header claims to be a square with this side. */
function claiming(jpeg: Uint8Array<ArrayBuffer>, side: number): Uint8Array<ArrayBuffer> {
  const bytes = jpeg.slice();
  const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  new DataView(bytes.buffer).setUint32(frame + 5, side * 65_536 + side);
  return bytes;
}

describe('decodeImage with images that are too large', () => {
  let bomb: Blob;
  beforeAll(async () => {
    bomb = await fixture('bomb.png');
  });

  it('rejects them before decoding', async () => {
    const decode = vi.spyOn(globalThis, 'createImageBitmap');
    await expect(decodeImage(bomb)).rejects.toMatchObject({
      code: 'too-large-image',
      message: 'The image has 20000 x 20000 pixels, but the limit is 268 million. Scale it down.',
    });
    expect(decode).not.toHaveBeenCalled();
    decode.mockRestore();
  });

  it('rejects an image that only claims to be large', async () => {
    const bytes = new Uint8Array(await bomb.arrayBuffer()).slice(0, 60);
    new DataView(bytes.buffer).setUint32(16, 60_000);
    new DataView(bytes.buffer).setUint32(20, 60_000);
    await expect(decodeImage(new Blob([bytes]))).rejects.toMatchObject({
      code: 'too-large-image',
      message: expect.stringContaining('60000 x 60000'),
    });
  });

  it('rejects them after decoding if the header does not state the size', async () => {
    const decoded = { width: 20_000, height: 20_000, close: vi.fn() };
    const decode = vi.spyOn(globalThis, 'createImageBitmap').mockResolvedValue(decoded as ImageBitmap);
    await expect(decodeImage(new Blob(['\0\x01a format of the future']))).rejects.toMatchObject({
      code: 'too-large-image',
    });
    expect(decoded.close).toHaveBeenCalledOnce();
    decode.mockRestore();
  });

  it('decodes large images within the limit, one at a time', async () => {
    const jpeg = new Uint8Array(await (await fixture('gray.jpg')).arrayBuffer());
    let running = 0;
    let most = 0;
    const decode = vi.spyOn(globalThis, 'createImageBitmap').mockImplementation(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      throw new DOMException('', 'InvalidStateError');
    });
    // 200 megapixels, as some phones produce.
    const large = new Blob([claiming(jpeg, 14_142)]);
    const results = await Promise.allSettled([1, 2, 3].map(() => decodeImage(large)));
    expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual(
      Array(3).fill('undecodable-image'),
    );
    expect(most).toBe(1);
    expect(decode).toHaveBeenCalledTimes(3);
    decode.mockRestore();
  });
});
