import { readFileSync } from 'node:fs';
import utif from 'utif2';
import { describe, expect, it, vi } from 'vitest';
import { randomAccess } from './random-access.ts';
import { tiffSize } from './tiff/image-directory.ts';
import { type Field, TiffWriter } from './tiff/tiff-writer.fixture.ts';
import { decodeTiff } from './tiff.ts';

const folder = new URL('./tiff/fixtures/', import.meta.url);
const read = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(name, folder)));
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as {
  width: number;
  height: number;
  pixels: Record<string, string>;
  files: Record<string, { source: string; within: number }>;
};

/** Writes a page of uncompressed samples in one strip. */
function page(
  width: number,
  height: number,
  fields: readonly Field[],
  samples: Iterable<number>,
  order: 'II' | 'MM' = 'II',
) {
  const file = new TiffWriter(order);
  const bytes = [...samples];
  const at = file.append(bytes);
  const basic: Field[] = [
    [256, 'LONG', [width]],
    [257, 'LONG', [height]],
    [273, 'LONG', [at]],
    [278, 'LONG', [height]],
    [279, 'LONG', [bytes.length]],
  ];
  return file.finish(file.directory([...basic, ...fields]));
}

const depth = (bits: number, samples: number, photometric: number): Field[] => [
  [258, 'SHORT', new Array(samples).fill(bits)],
  [262, 'SHORT', [photometric]],
  [277, 'SHORT', [samples]],
];

const pixelsOf = async (file: Uint8Array<ArrayBuffer>) => [...(await decodeTiff(file)).data];

describe('decodeTiff', () => {
  it.each(Object.entries(expected.files))('decodes %s.tif like Pillow', async (name, { source, within }) => {
    const { data, width, height } = await decodeTiff(read(`${name}.tif`));
    expect([width, height]).toEqual([expected.width, expected.height]);
    const wanted = Buffer.from(expected.pixels[source] as string, 'base64');
    const channels = wanted.length / (width * height);
    const off = wanted.map((value, i) =>
      Math.abs(value - (data[Math.floor(i / channels) * 4 + (i % channels)] as number)),
    );
    expect(Math.max(...off)).toBeLessThanOrEqual(within);
    if (channels === 3) expect(data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });

  it.each([
    ['1 bit, black is zero', depth(1, 1, 1), [0b01000000], [0, 255]],
    ['1 bit, white is zero', depth(1, 1, 0), [0b01000000], [255, 0]],
    ['2 bits', depth(2, 1, 1), [0b01100000], [85, 170]],
    ['4 bits', depth(4, 1, 1), [0x5a], [85, 170]],
    ['8 bits, white is zero', depth(8, 1, 0), [10, 250], [245, 5]],
    ['16 bits', depth(16, 1, 1), [0xff, 0x10, 0, 0x20], [0x10, 0x20]],
    ['8 bits beside a meaningless sample', depth(8, 2, 1), [10, 1, 20, 2], [10, 20]],
  ])('decodes grey with %s', async (_, fields, samples, [left, right]) => {
    const grey = (value = 0): number[] => [value, value, value, 255];
    expect(await pixelsOf(page(2, 1, fields, samples))).toEqual([...grey(left), ...grey(right)]);
  });

  it.each([
    ['not compressed', 1, [0b00000010]],
    ['PackBits', 32_773, [0, 0b00000010]],
  ])('decodes bits in reverse order: %s', async (_, compression, bytes) => {
    // PackBits begins with a count of zero, whose bits read the same in either order.
    const fields: Field[] = [...depth(1, 1, 1), [259, 'SHORT', [compression]], [266, 'SHORT', [2]]];
    expect(await pixelsOf(page(2, 1, fields, bytes))).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  });

  it('returns zeros for a strip that is missing from the file', async () => {
    const file = new TiffWriter();
    const at = file.append([7, 8]);
    const fields: Field[] = [
      ...depth(8, 1, 1),
      [256, 'SHORT', [2]],
      [257, 'SHORT', [2]],
      [273, 'LONG', [at, 1_000_000]],
      [278, 'SHORT', [1]],
      [279, 'LONG', [2, 2]],
    ];
    const pixels = await pixelsOf(file.finish(file.directory(fields)));
    expect(pixels.filter((_, i) => i % 4 === 0)).toEqual([7, 8, 0, 0]);
  });

  it('decodes palettes with 4 bits, also with 8-bit values', async () => {
    const colours = [
      10,
      200,
      ...new Array(14).fill(0),
      20,
      100,
      ...new Array(14).fill(0),
      30,
      0,
      ...new Array(14).fill(0),
    ];
    const right = [10, 20, 30, 255, 200, 100, 0, 255];
    const scaled = colours.map((value) => value * 256);
    for (const map of [colours, scaled]) {
      const fields: Field[] = [...depth(4, 1, 3), [320, 'SHORT', map]];
      expect(await pixelsOf(page(2, 1, fields, [0x01]))).toEqual(right);
    }
  });

  it('divides premultiplied colours by their alpha', async () => {
    const multiplied: Field[] = [...depth(8, 4, 2), [338, 'SHORT', [1]]];
    expect(await pixelsOf(page(2, 1, multiplied, [50, 100, 25, 128, 9, 9, 9, 0]))).toEqual([
      100, 199, 50, 128, 9, 9, 9, 0,
    ]);
    const straight: Field[] = [...depth(8, 4, 2), [338, 'SHORT', [2]]];
    expect(await pixelsOf(page(1, 1, straight, [50, 100, 25, 128]))).toEqual([50, 100, 25, 128]);
  });

  it.each([
    // Which of the pixels 1 to 6, in two rows of three, come first, row by row.
    [1, 3, [1, 2, 3, 4, 5, 6]],
    [2, 3, [3, 2, 1, 6, 5, 4]],
    [3, 3, [6, 5, 4, 3, 2, 1]],
    [4, 3, [4, 5, 6, 1, 2, 3]],
    [5, 2, [1, 4, 2, 5, 3, 6]],
    [6, 2, [4, 1, 5, 2, 6, 3]],
    [7, 2, [6, 3, 5, 2, 4, 1]],
    [8, 2, [3, 6, 2, 5, 1, 4]],
    [9, 3, [1, 2, 3, 4, 5, 6]],
  ])('turns orientation %i', async (orientation, columns, order) => {
    const fields: Field[] = [...depth(8, 1, 1), [274, 'SHORT', [orientation]]];
    const { data, width } = await decodeTiff(page(3, 2, fields, [1, 2, 3, 4, 5, 6]));
    expect(width).toBe(columns);
    expect([...data].filter((_, i) => i % 4 === 0)).toEqual(order);
  });

  it('decodes the first page that is not a thumbnail', async () => {
    const file = new TiffWriter('MM');
    const [small, large] = [file.append([1]), file.append([2, 3])];
    const strip = (width: number, at: number, type: number): Field[] => [
      ...depth(8, 1, 1),
      ...([
        [254, 'LONG', [type]],
        [256, 'SHORT', [width]],
        [257, 'SHORT', [1]],
        [273, 'LONG', [at]],
      ] satisfies Field[]),
    ];
    const second = file.directory(strip(2, large, 0));
    const bytes = file.finish(file.directory(strip(1, small, 1), second));
    expect(await tiffSize(randomAccess(bytes))).toEqual({ width: 2, height: 1 });
    expect(await pixelsOf(bytes)).toEqual([2, 2, 2, 255, 3, 3, 3, 255]);
  });
});

describe('decodeTiff with files that it cannot decode', () => {
  const rgb = depth(8, 3, 2);

  it.each([
    ['floating point', [...depth(16, 1, 1), [339, 'SHORT', [3]]] satisfies Field[]],
    ['Lab', depth(8, 3, 8)],
    ['12 bits', depth(12, 1, 1)],
    ['samples with different depths', [[258, 'SHORT', [5, 6, 5]], ...rgb.slice(1)] satisfies Field[]],
    ['Zstandard', [...rgb, [259, 'SHORT', [50_000]]] satisfies Field[]],
    ['subsampled colours', [...depth(8, 3, 6), [530, 'SHORT', [2, 2]]] satisfies Field[]],
  ])('reports an unsupported kind: %s', async (_, fields) => {
    await expect(decodeTiff(page(2, 2, fields, new Array(32).fill(0)))).rejects.toMatchObject({
      code: 'undecodable-image',
      message: expect.stringContaining('cannot decode this TIFF'),
    });
  });

  it('rejects too large an image before it allocates memory', async () => {
    await expect(decodeTiff(page(60_000, 60_000, rgb, [0]))).rejects.toMatchObject({
      code: 'too-large-image',
    });
  });

  it.each([
    ['no size', page(0, 2, rgb, [0])],
    ['strips beyond its end', read('lzw.tif').slice(0, 40)],
    ['no directory', Uint8Array.of(0x49, 0x49, 42, 0, 255, 255, 0, 0)],
  ])('reports damage: %s', async (_, bytes) => {
    await expect(decodeTiff(bytes)).rejects.toMatchObject({ message: expect.stringContaining('damaged') });
  });

  /** Writes a page of 64 x 64 in tiles that all share the same data. */
  function tiles(columns: number, rows: number, data: readonly number[], more: readonly Field[] = []) {
    const count = Math.ceil(64 / columns) * Math.ceil(64 / rows);
    const file = new TiffWriter();
    const at = file.append(data);
    const fields: Field[] = [
      ...depth(8, 1, 1),
      [256, 'SHORT', [64]],
      [257, 'SHORT', [64]],
      [322, 'LONG', [columns]],
      [323, 'LONG', [rows]],
      [324, 'LONG', new Array(count).fill(at)],
      [325, 'LONG', new Array(count).fill(data.length)],
      ...more,
    ];
    return file.finish(file.directory(fields));
  }

  it('reports damage if its tiles cover far more than the page', async () => {
    await expect(decodeTiff(tiles(2 ** 28, 1, [1]))).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
    });
  });

  it('decodes tiles that share their data, unless each is the whole file', async () => {
    expect((await pixelsOf(tiles(1, 1, [9]))).slice(0, 3)).toEqual([9, 9, 9]);
    await expect(decodeTiff(tiles(1, 1, new Array(60_000).fill(9)))).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
    });
  });

  it('reports damage if a JPEG claims to be larger than its tile', async () => {
    const bytes = read('jpeg-tiles.tif');
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    expect(frame).toBeGreaterThan(0);
    bytes.set([1, 0, 1, 0], frame + 5);
    // The data would be found too short, but only after memory for the pixels was allocated.
    await expect(decodeTiff(bytes)).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
      cause: new RangeError('The JPEG has another size than the TIFF says.'),
    });
  });

  it.each([
    ['run lengths', 2],
    ['Group 3', 3],
    ['Group 4', 4],
  ])('terminates for a fax of zeros: %s', async (_, compression) => {
    const fields: Field[] = [...depth(1, 1, 0), [259, 'SHORT', [compression]]];
    const zeros = page(1728, 2000, fields, new Uint8Array(200_000));
    await expect(decodeTiff(zeros)).rejects.toMatchObject({ message: expect.stringContaining('damaged') });
  });

  it('terminates for a fax of the longest runs, which never end a line', async () => {
    // 2560 pixels of white: 000000011111.
    const runs = Array.from({ length: 99_999 }, (_, i) => [0x01, 0xf0, 0x1f][i % 3] as number);
    const fields: Field[] = [...depth(1, 1, 0), [259, 'SHORT', [2]]];
    await expect(decodeTiff(page(1728, 2000, fields, runs))).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
    });
  });

  it('inspects few changes of a line for each bit of a fax, however many there are', async () => {
    const words: string[] = [];
    // Runs of one white and one black pixel, then the end of the line and a bit that makes the next line
    // refer to it.
    for (let i = 0; i < 2000; i++) words.push('000111', '010');
    words.push('000000000001', '0');
    // Far to the right, then mostly back and forth there, until the code is invalid.
    words.push('1'.repeat(1000));
    for (let i = 0, seed = 1; i < 3000; i++) {
      seed = (seed * 48_271) % 0x7fffffff;
      words.push(['1', '010', '010', '000010'][seed % 4] as string);
    }
    words.push('0'.repeat(2000));
    const bits = words.join('');
    const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
    let looks = 0;
    const decoder = utif.decode as unknown as { _makeDiff(line: number[]): number[] };
    const original = decoder._makeDiff;
    const makeDiff = vi.spyOn(decoder, '_makeDiff').mockImplementation(
      (line) =>
        new Proxy(original(line), {
          get(changes, key) {
            looks++;
            return Reflect.get(changes, key);
          },
        }),
    );
    const fields: Field[] = [...depth(1, 1, 0), [259, 'SHORT', [3]], [292, 'LONG', [1]]];
    await expect(decodeTiff(page(8, 4, fields, bytes))).rejects.toMatchObject({
      code: 'undecodable-image',
    });
    makeDiff.mockRestore();
    expect(looks).toBeGreaterThan(bits.length / 10);
    expect(looks).toBeLessThan(bits.length * 40);
  });

  it('decodes a fax as far as it is valid', async () => {
    // A white line and a black one of 8 pixels, as Group 4: V0; horizontal, white 0, black 8; then only
    // zeros.
    const code = [0b10010011, 0b01010001, 0b01000000, ...new Array(1000).fill(0)];
    const fields: Field[] = [...depth(1, 1, 0), [259, 'SHORT', [4]]];
    const pixels = await pixelsOf(page(8, 4, fields, code));
    const reds = pixels.filter((_, i) => i % 4 === 0);
    expect(reds).toEqual([255, 0, 255, 255].flatMap((grey) => new Array(8).fill(grey)));
  });

  it('decodes or rejects a file with any wrong bytes', async () => {
    for (const name of Object.keys(expected.files)) {
      const bytes = read(`${name}.tif`);
      for (let at = 4; at < bytes.length; at += 97) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ 0xff;
        const error = await decodeTiff(damaged).catch((reason) => reason);
        if (error instanceof Error) expect(error).toMatchObject({ code: expect.stringMatching(/image$/) });
      }
    }
  }, 60_000);
});
