import { describe, expect, it } from 'vitest';
import { pad, truncate } from './ids.ts';

describe('ids', () => {
  it('are truncated only if there are too many', () => {
    expect(truncate([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(truncate([1, 2, 3, 9], 3)).toEqual([1, 2, 9]);
    expect(truncate([], 3)).toEqual([]);
  });

  it('are padded to the longest text or to the context', () => {
    expect(
      pad(
        [
          [1, 9],
          [1, 2, 9],
        ],
        { contextLength: 5, padTo: 'longest', padId: 7, clean: 'none' },
      ),
    ).toEqual({
      ids: BigInt64Array.of(1n, 9n, 7n, 1n, 2n, 9n),
      mask: BigInt64Array.of(1n, 1n, 0n, 1n, 1n, 1n),
      length: 3,
    });
    expect(pad([[1, 9]], { contextLength: 4, padTo: 'context', padId: 0, clean: 'none' })).toEqual({
      ids: BigInt64Array.of(1n, 9n, 0n, 0n),
      mask: BigInt64Array.of(1n, 1n, 0n, 0n),
      length: 4,
    });
  });
});
