import { describe, expect, it } from 'vitest';
import { ascii, big, box } from '../oriented.fixture.ts';
import { edited } from './edits.ts';
import { primaryProperties } from './item-properties.ts';
import { storedColourEdits } from './stored-colours.ts';

const COLOURS = box('colr', [...ascii('nclx'), 0, 9, 0, 16, 0, 9, 0x80]);

/** An item and its properties, by index from 1 on. */
type Entry = readonly [item: number, indices: readonly number[]];

/** An AVIF whose first item is the primary one. Its properties are a size and {@link COLOURS}. */
function avif(entries: readonly Entry[], claimed = entries.length): Uint8Array<ArrayBuffer> {
  const content = Buffer.concat([
    Uint8Array.of(0, 0, 0, 0, ...big(claimed, 4)),
    ...entries.map(([item, indices]) =>
      Uint8Array.of(...big(item, 2), indices.length, ...indices.map((index) => 0x80 | index)),
    ),
  ]);
  const ipco = box('ipco', [...box('ispe', Array(12).fill(0)), ...COLOURS]);
  const header = [...box('ftyp', ascii('avif\0\0\0\0mif1')), ...big(0, 4), ...ascii('meta'), 0, 0, 0, 0];
  const primary = box('pitm', [0, 0, 0, 0, 0, 1]);
  const [iprp, ipma] = [16 + ipco.length + content.length, 8 + content.length];
  const parts = [header, primary, big(iprp, 4), ascii('iprp'), ipco, big(ipma, 4), ascii('ipma')];
  const file = Uint8Array.from(Buffer.concat([Uint8Array.from(parts.flat()), content]));
  // The box begins 12 bytes before the end of the header.
  new DataView(file.buffer).setUint32(header.length - 12, file.length - header.length + 12);
  return file;
}

describe('primaryProperties', () => {
  it('returns a repeated property once, with all of its places', () => {
    const properties = primaryProperties(
      avif([
        [1, [2, 1, 2]],
        [2, [2]],
      ]),
    );
    expect(properties.map(({ type, essential }) => [type, essential.length])).toEqual([
      ['colr', 3],
      ['ispe', 1],
    ]);
  });

  it('keeps a file with repeated colours intact', () => {
    const file = avif([[1, [2, 2]]]);
    const stored = edited(file, storedColourEdits(file, 'AVIF'));
    expect(stored.length).toBe(file.length);
    expect(storedColourEdits(file, 'AVIF')).toHaveLength(1);
  });

  it('skips indices without a property', () => {
    expect(primaryProperties(avif([[1, [0, 9, 2]]])).map(({ type }) => type)).toEqual(['colr']);
  });

  it('reads no further than the box, however many entries it claims', () => {
    const file = avif([[1, [1]]], 2 ** 32 - 1);
    const after = Uint8Array.from([...file, ...box('free', Array(2000).fill(0x82))]);
    expect(primaryProperties(after).map(({ type }) => type)).toEqual(['ispe']);
  });

  it('reads all of a file of 256 kB that repeats one property', () => {
    const file = avif(Array<Entry>(1000).fill([1, Array(255).fill(2)]));
    expect(primaryProperties(file).map(({ essential }) => essential.length)).toEqual([1000 * 255]);
  });
});
