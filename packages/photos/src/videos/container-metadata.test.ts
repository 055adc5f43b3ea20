import { describe, expect, it } from 'vitest';
import { containerMetadata } from './container-metadata.ts';

const latin1 = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
const u32 = (value: number): number[] =>
  [value >>> 24, value >>> 16, value >>> 8, value].map((byte) => byte & 255);
const box = (type: string | number[], ...content: readonly number[][]): number[] => {
  const bytes = content.flat();
  return [...u32(8 + bytes.length), ...(typeof type === 'string' ? latin1(type) : type), ...bytes];
};

/** Seconds from 1904 to a moment. */
const since1904 = (date: string): number => Date.parse(date) / 1000 + 2_082_844_800;

const mvhd = (seconds: number): number[] =>
  box('mvhd', u32(0), u32(seconds), u32(seconds), u32(600), u32(1200));

const keyed = (entries: Readonly<Record<string, string>>, isQuickTime = true): number[] =>
  box(
    'meta',
    isQuickTime ? [] : u32(0),
    box('hdlr', u32(0), u32(0), latin1('mdta')),
    box(
      'keys',
      u32(0),
      u32(Object.keys(entries).length),
      ...Object.keys(entries).map((key) => box('mdta', latin1(key))),
    ),
    box(
      'ilst',
      ...Object.values(entries).map((value, i) =>
        box(u32(i + 1), box('data', u32(1), u32(0), latin1(value))),
      ),
    ),
  );

const user = (type: string, text: string): number[] =>
  box('udta', box(type, [0, text.length], [0x15, 0xc7], latin1(text)));

const file = (...boxes: readonly number[][]): Blob =>
  new Blob([Uint8Array.from([...box('ftyp', latin1('qt  '), u32(0)), ...boxes.flat()])]);

const movie = (...parts: readonly number[][]): Blob =>
  file(box('mdat', latin1('frames')), box('moov', ...parts));

describe('of MP4 and QuickTime', () => {
  it('reads the date of the header, after the frames too', async () => {
    const date = '2019-07-04T12:34:56Z';
    expect(await containerMetadata(movie(mvhd(since1904(date))))).toEqual({
      captured: { taken: Date.parse(date), takenFrom: 'mp4' },
    });
  });

  it('prefers what Apple’s phones say, with the zone of the place', async () => {
    const keys = {
      'com.apple.quicktime.make': 'Apple',
      'com.apple.quicktime.model': 'iPhone 13',
      'com.apple.quicktime.creationdate': '2019-07-04T12:34:56+0900',
      'com.apple.quicktime.location.ISO6709': '+46.0207+007.7491+1608.000/',
    };
    for (const isQuickTime of [true, false]) {
      expect(
        await containerMetadata(movie(mvhd(since1904('2020-01-01T00:00:00Z')), keyed(keys, isQuickTime))),
      ).toEqual({
        captured: { taken: Date.parse('2019-07-04T12:34:56+09:00'), takenFrom: 'mp4' },
        camera: 'Apple iPhone 13',
        location: { latitude: 46.0207, longitude: 7.7491, altitude: 1608 },
      });
    }
  });

  it('reads where Android’s phones were', async () => {
    expect(await containerMetadata(movie(mvhd(0), user('\xa9xyz', '-33.8568+151.2153/')))).toEqual({
      location: { latitude: -33.8568, longitude: 151.2153 },
    });
  });

  it.each([
    ['a clock that was never set', movie(mvhd(0))],
    ['the future', movie(mvhd(0xffffffff))],
    ['a place that is none', movie(user('\xa9xyz', '+00.0000+000.0000/'))],
    ['no description', file(box('mdat', latin1('frames')))],
    [
      'a description that is cut off',
      file(box('moov', mvhd(since1904('2019-07-04T12:34:56Z')))).slice(0, 40),
    ],
    ['lengths that lead nowhere', file([...u32(4), ...latin1('free')])],
    ['nothing at all', new Blob([])],
  ])('says nothing of %s', async (_, blob) => {
    expect(await containerMetadata(blob)).toEqual({});
  });
});

describe('of Matroska and WebM', () => {
  const dated = (nanoseconds: bigint): Blob => {
    const bytes = new Uint8Array(32);
    bytes.set([0x1a, 0x45, 0xdf, 0xa3, 0x84, 0, 0, 0, 0, 0x44, 0x61, 0x88]);
    new DataView(bytes.buffer).setBigInt64(12, nanoseconds);
    return new Blob([bytes]);
  };

  it('reads the date', async () => {
    const taken = Date.parse('2019-07-04T12:34:56Z');
    const since2001 = BigInt(taken - Date.UTC(2001, 0, 1)) * 1_000_000n;
    expect(await containerMetadata(dated(since2001))).toEqual({ captured: { taken, takenFrom: 'matroska' } });
    expect(await containerMetadata(dated(2n ** 62n))).toEqual({});
  });
});
