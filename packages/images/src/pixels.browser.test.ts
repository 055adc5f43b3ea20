import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeImage } from './decode.ts';
import { pixelsOf } from './pixels.ts';

/** A PNG (https://www.w3.org/TR/png/) of RGBA bytes. The data is stored uncompressed. */
async function png(
  width: number,
  height: number,
  rgba: Uint8Array,
  ...colours: Uint8Array<ArrayBuffer>[]
): Promise<Blob> {
  const lines = new Uint8Array(height * (width * 4 + 1));
  for (let y = 0; y < height; y++)
    lines.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  const deflated = new Response(new Blob([lines]).stream().pipeThrough(new CompressionStream('deflate')));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 6);
  return new Blob([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    ...colours,
    chunk('IDAT', new Uint8Array(await deflated.arrayBuffer())),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(4, -4)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  view.setUint32(content.length + 8, ~crc);
  return bytes;
}

/**
 * A BMP of one pixel with bit masks for all four channels
 * (https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapv4header).
 */
function bitmap(red: number, green: number, blue: number, alpha: number): Blob {
  const view = new DataView(new ArrayBuffer(14 + 108 + 4));
  view.setUint16(0, 0x424d);
  for (const [at, value] of [
    [2, 126],
    [10, 122],
    [14, 108],
    [18, 1],
    [22, 1],
    [26, 1 + (32 << 16)],
    // BI_BITFIELDS.
    [30, 3],
    [34, 4],
    [54, 0xff0000],
    [58, 0xff00],
    [62, 0xff],
    [66, 0xff000000],
    [70, 0x73524742],
  ] as const)
    view.setUint32(at, value, true);
  new Uint8Array(view.buffer).set([blue, green, red, alpha], 122);
  return new Blob([view.buffer]);
}

/** Colours computed from the position, with every alpha from 0 to 255. */
function pattern(width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set([i * 7, i * 13 + 50, 255 - i, i], i * 4);
  return rgba;
}

const { getContext } = OffscreenCanvas.prototype;

/** Simulates a browser without WebGL, or one whose GPU process has crashed too often. */
function only2d(this: OffscreenCanvas, ...kind: unknown[]): OffscreenRenderingContext | null {
  return kind[0] === '2d' ? Reflect.apply(getContext, this, kind) : null;
}

afterEach(() => vi.restoreAllMocks());

describe('pixelsOf', () => {
  // All but the first are larger than a texture or a canvas.
  it.each([
    [40, 30],
    [2100, 8],
    [4100, 3],
    [3, 20_000],
    [100_000, 2],
  ])('keeps the colours of transparent pixels (%i x %i)', async (width, height) => {
    const rgba = pattern(width, height);
    const { image } = await decodeImage(await png(width, height, rgba));
    const pixels = await pixelsOf(image);
    expect([pixels.width, pixels.height]).toEqual([width, height]);
    expect(new Uint8Array(pixels.data)).toEqual(rgba);
  });

  it('keeps them without WebGL, and converts declared colours', async () => {
    // The codes of Display P3.
    const file = await png(16, 16, pattern(16, 16), chunk('cICP', Uint8Array.of(12, 13, 0, 1)));
    const wanted = await pixelsOf((await decodeImage(file)).image);
    vi.spyOn(WebGL2RenderingContext.prototype, 'isContextLost').mockReturnValue(true);
    vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(only2d);
    const { data } = await pixelsOf((await decodeImage(file)).image);
    expect([...data].every((value, i) => Math.abs(value - (wanted.data[i] ?? 999)) <= 1)).toBe(true);
    const { image } = await decodeImage(bitmap(200, 100, 50, 0));
    expect([...(await pixelsOf(image)).data]).toEqual([200, 100, 50, 0]);
  });

  it.each([
    [
      'is no longer available',
      () => {
        vi.spyOn(WebGL2RenderingContext.prototype, 'isContextLost').mockReturnValue(true);
        vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(only2d);
      },
    ],
    [
      'fails silently',
      () => vi.spyOn(WebGL2RenderingContext.prototype, 'texImage2D').mockReturnValue(undefined),
    ],
  ])('loses only the colours of transparent pixels if WebGL %s', async (_, break_) => {
    const rgba = pattern(40, 30);
    const { image } = await decodeImage(await png(40, 30, rgba));
    break_();
    const { data } = await pixelsOf(image);
    for (let i = 0; i < rgba.length; i += 4) {
      if (rgba[i + 3] === 255) expect([...data.subarray(i, i + 4)]).toEqual([...rgba.subarray(i, i + 4)]);
    }
    expect(new Uint8Array(data)).not.toEqual(rgba);
    vi.restoreAllMocks();
    expect(new Uint8Array((await pixelsOf(image)).data)).toEqual(rgba);
  });

  it.each([
    [9, 5],
    [1, 1],
    [5000, 1],
    [1, 5000],
    [4099, 4098],
    [3, 20_000],
    [100_000, 2],
  ])('reads opaque images unchanged (%i x %i)', async (width, height) => {
    const rgba = pattern(width, height).map((value, i) => (i % 4 === 3 ? 255 : value));
    const { data } = await pixelsOf((await decodeImage(await png(width, height, rgba))).image);
    expect(new Uint8Array(data).every((value, i) => value === rgba[i])).toBe(true);
    expect(data.length).toBe(rgba.length);
  });
});
