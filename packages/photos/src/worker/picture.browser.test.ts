import { describe, expect, it } from 'vitest';
import { captureDate, contentHash, makeThumbnail } from './picture.ts';

/** One EXIF entry: tag, type (2 text, 3 short, 4 long), value. */
type Entry = [tag: number, type: 2 | 3 | 4, value: string | number];

/** A TIFF directory (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2), little-endian, at an offset. */
function directory(at: number, entries: Entry[]): number[] {
  const short = (value: number): number[] => [value & 255, value >> 8];
  const long = (value: number): number[] => [...short(value & 0xffff), ...short(value >>> 16)];
  const texts: number[] = [];
  const textsAt = at + 2 + entries.length * 12 + 4;
  const fields = entries.flatMap(([tag, type, value]) => {
    const head = [...short(tag), ...short(type)];
    if (typeof value === 'number') return [...head, ...long(1), ...long(value)];
    const bytes = [...new TextEncoder().encode(`${value}\0`)];
    const offset = textsAt + texts.length;
    texts.push(...bytes);
    return [...head, ...long(bytes.length), ...long(offset)];
  });
  return [...short(entries.length), ...fields, ...long(0), ...texts];
}

/** A JPEG of 40 x 20 pixels, red on the left, with EXIF data. */
async function jpeg(exif: Entry[], orientation = 1): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(40, 20);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'blue';
  context.fillRect(0, 0, 40, 20);
  context.fillStyle = 'red';
  context.fillRect(0, 0, 20, 20);
  const plain = new Uint8Array(
    await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })).arrayBuffer(),
  );
  const first: Entry[] = [
    [0x0112, 3, orientation],
    [0x8769, 4, 8 + 2 + 2 * 12 + 4],
  ];
  const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, ...directory(8, first)];
  tiff.push(...directory(tiff.length, exif));
  const segment = [...new TextEncoder().encode('Exif\0\0'), ...tiff];
  const length = segment.length + 2;
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...segment, ...plain.subarray(2)])
    .buffer;
}

describe('captureDate', () => {
  it('takes the time zone from the file, or else local time', async () => {
    const zoned = await jpeg([
      [0x9003, 2, '2021:07:04 12:30:15'],
      [0x9011, 2, '+02:00'],
    ]);
    expect(captureDate(zoned)).toBe(Date.UTC(2021, 6, 4, 10, 30, 15));
    const local = await jpeg([[0x9003, 2, '2021:07:04 12:30:15']]);
    expect(captureDate(local)).toBe(new Date(2021, 6, 4, 12, 30, 15).getTime());
  });

  it('knows nothing where the file says nothing usable', async () => {
    expect(captureDate(await jpeg([[0x9003, 2, '0000:00:00 00:00:00']]))).toBeUndefined();
    expect(captureDate(await jpeg([[0x9003, 2, 'yesterday']]))).toBeUndefined();
    expect(captureDate(await jpeg([[0x9003, 2, '0000:01:01 00:00:00']]))).toBeUndefined();
    expect(captureDate(await jpeg([[0x9003, 2, '9999:12:31 23:59:59']]))).toBeUndefined();
    expect(captureDate(await jpeg([[0x9003, 2, '2021:02:31 25:61:61']]))).toBeUndefined();
    expect(captureDate(new TextEncoder().encode('no picture').buffer)).toBeUndefined();
  });

  it('looks no further than EXIF data reach, as files may make it search for minutes', () => {
    const dated = (at: number): ArrayBuffer => {
      const bytes = new Uint8Array(at + 100);
      bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, ...directory(8, [[0x8769, 4, at]])]);
      bytes.set(directory(at, [[0x9003, 2, '2021:07:04 12:30:15']]), at);
      return bytes.buffer;
    };
    expect(captureDate(dated(60_000))).toBe(new Date(2021, 6, 4, 12, 30, 15).getTime());
    expect(captureDate(dated(70_000))).toBeUndefined();
  });
});

describe('makeThumbnail', () => {
  it('keeps the picture upright and its shape, and enlarges nothing', async () => {
    // 6: the picture has to be turned clockwise to stand upright (EXIF 2.3, 4.6.4 A).
    const image = await createImageBitmap(new Blob([await jpeg([[0x9003, 2, '2021:07:04 12:30:15']], 6)]));
    expect([image.width, image.height]).toEqual([20, 40]);
    const { type, bytes } = await makeThumbnail({ width: 20, height: 40, image });
    expect(type).toBe('image/webp');
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([20, 40]);
    const context = new OffscreenCanvas(20, 40).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(thumbnail, 0, 0);
    const [topRed = 0, , topBlue = 0] = context.getImageData(10, 5, 1, 1).data;
    const [bottomRed = 0, , bottomBlue = 0] = context.getImageData(10, 35, 1, 1).data;
    expect(topRed).toBeGreaterThan(topBlue);
    expect(bottomBlue).toBeGreaterThan(bottomRed);
  });

  it('shrinks the long side to 320 pixels', async () => {
    const canvas = new OffscreenCanvas(1000, 10);
    canvas.getContext('2d')?.fillRect(0, 0, 1000, 10);
    const image = canvas.transferToImageBitmap();
    const { type, bytes } = await makeThumbnail({ width: 1000, height: 10, image });
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 3]);
  });
});

describe('makeThumbnail, of a picture that was decoded at a reduced size', () => {
  it('has the shape of the full one', async () => {
    const image = { data: new Uint8Array(500 * 375 * 4).fill(255), width: 500, height: 375 };
    const { type, bytes } = await makeThumbnail({ width: 4000, height: 3000, image });
    expect(type).toBe('image/jpeg');
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 240]);
  });
});

describe('contentHash', () => {
  it('is SHA-256', async () => {
    expect(await contentHash(new TextEncoder().encode('abc').buffer)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
