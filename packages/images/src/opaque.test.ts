import { describe, expect, it } from 'vitest';
import { mayBeTransparent, opaqueFile } from './opaque.ts';
import { ascii, little, riff } from './oriented.fixture.ts';

const webp = (...chunks: number[][]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...ascii('RIFF'), ...little(100, 4), ...ascii('WEBP'), ...chunks.flat()]);

const frame = (...chunks: number[][]): number[] => riff('ANMF', [...Array(16).fill(0), ...chunks.flat()]);

describe('opaqueFile', () => {
  it('removes the alpha planes from the frames of an animated WebP', async () => {
    const of = (alpha: string) =>
      webp(frame(riff(alpha, [1, 2])), frame(riff('VP8 ', [3]), riff(alpha, [4])));
    expect(mayBeTransparent(of('ALPH'), 'WebP')).toBe(true);
    expect(await opaqueFile(of('ALPH'), 'WebP')).toEqual(of('skip'));
  });

  it('reads a WebP with deeply nested frames, and ignores nested ones', async () => {
    const depth = 50_000;
    const alpha = riff('ALPH', [1, 2]);
    const bytes = new Uint8Array(12 + depth * 24 + alpha.length);
    bytes.set(webp());
    for (let level = 0, at = 12; level < depth; level++, at += 24) {
      bytes.set([...ascii('ANMF'), ...little(bytes.length - at - 8, 4)], at);
    }
    bytes.set(alpha, bytes.length - alpha.length);
    expect(mayBeTransparent(bytes, 'WebP')).toBe(false);
  });
});
