import { describe, expect, it } from 'vitest';
import { limitsOf } from './limits.ts';

const DESKTOP =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

const of = (userAgent: string, hardwareConcurrency: number, maxTouchPoints = 0, isolated = true) =>
  limitsOf({ userAgent, hardwareConcurrency, maxTouchPoints }, isolated);

describe('limitsOf', () => {
  it('uses all of a few cores, and half of many', () => {
    expect([1, 2, 4, 6, 12, 64].map((cores) => of(DESKTOP, cores).threads)).toEqual([1, 2, 4, 3, 6, 8]);
    expect(of(DESKTOP, 8, 0, false).threads).toBe(1);
  });

  it('uses one thread and small batches on iPhones and iPads, but not on Macs', () => {
    const small = { threads: 1, batch: { wasm: 2, webgpu: 8 } };
    expect(of(IPHONE, 6, 5)).toEqual(small);
    expect(of(MAC, 8, 5)).toEqual(small);
    expect(of(MAC, 8, 0)).toEqual({ threads: 4, batch: { wasm: 8, webgpu: 32 } });
    // A laptop with a touch screen.
    expect(of(DESKTOP, 8, 10).threads).toBe(4);
  });
});
