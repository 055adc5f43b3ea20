import { asClipError } from '@web-clip/calls';
import { expect, it } from 'vitest';
import { spentMemory } from './spent-memory.ts';

it('recognises the errors that JavaScript engines throw without memory for a file', () => {
  const allocate = () => new ArrayBuffer(Number.MAX_SAFE_INTEGER);
  expect(allocate).toThrow();
  try {
    allocate();
  } catch (error) {
    expect(spentMemory(asClipError(error, 'engine-failed', 'It failed.'))?.message).toMatch(/no memory left/);
  }
});
