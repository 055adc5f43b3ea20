import { describe, expect, it } from 'vitest';
import { FileChunks } from './file-chunks.ts';

/** The bytes 0 to 9, in chunks of 4, 3 and 3. */
const chunked = () => [Uint8Array.of(0, 1, 2, 3), Uint8Array.of(4, 5, 6), Uint8Array.of(7, 8, 9)];

describe('FileChunks', () => {
  it.each([
    [0, 4],
    [1, 3],
    [2, 5],
    [3, 8],
    [0, 10],
    [9, 10],
    [4, 4],
    [8, 20],
  ])('has the bytes from %i to %i', (start, end) => {
    const all = Array.from({ length: 10 }, (_, i) => i);
    expect([...new FileChunks(chunked()).slice({ start, end })].slice(0, 10 - start)).toEqual(
      all.slice(start, end),
    );
  });

  it('copies only ranges in several chunks', () => {
    const chunks = chunked();
    const file = new FileChunks(chunks);
    expect(file.length).toBe(10);
    expect(file.slice({ start: 1, end: 4 }).buffer).toBe(chunks[0]?.buffer);
    expect(file.slice({ start: 1, end: 5 }).buffer).not.toBe(chunks[0]?.buffer);
  });

  it('has single bytes', () => {
    const file = new FileChunks(chunked());
    expect([0, 3, 4, 9, 10].map((at) => file.at(at))).toEqual([0, 3, 4, 9, undefined]);
  });

  it('frees a chunk once everything wanted from it has been read, but not before', () => {
    const chunks = chunked();
    const first = { start: 0, end: 2 };
    const across = { start: 3, end: 6 };
    const read = new FileChunks(chunks).drain([across, first]);
    const held = () => chunks.map(({ length }) => length);
    expect(held()).toEqual([4, 3, 0]);
    const copy = read(across);
    expect(copy).toEqual(Uint8Array.of(3, 4, 5));
    expect(held()).toEqual([4, 3, 0]);
    expect(read(first)).toEqual(Uint8Array.of(0, 1));
    expect([...held(), copy?.length]).toEqual([4, 0, 0, 0]);
    expect(read(first)).toBeUndefined();
    expect(held()).toEqual([0, 0, 0]);
    expect(read({ start: 8, end: 9 })).toBeUndefined();
  });

  it('keeps a chunk wanted twice until both have read it', () => {
    const range = { start: 4, end: 7 };
    const read = new FileChunks(chunked()).drain([range, range]);
    const times = [1, 2, 3].map(() => [...(read(range) ?? ['given back'])]);
    expect(times).toEqual([[4, 5, 6], [4, 5, 6], ['given back']]);
  });

  it('frees everything', () => {
    const chunks = chunked();
    new FileChunks(chunks).giveBack();
    expect(chunks.map(({ length }) => length)).toEqual([0, 0, 0]);
  });
});
