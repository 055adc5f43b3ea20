import { afterEach, expect, it, vi } from 'vitest';
import { canShareMemory } from './wasm-features.ts';

afterEach(() => vi.unstubAllGlobals());

it('shares memory only if the page is isolated and has SharedArrayBuffer', () => {
  vi.stubGlobal('crossOriginIsolated', true);
  expect(canShareMemory()).toBe(true);
  vi.stubGlobal('crossOriginIsolated', false);
  expect(canShareMemory()).toBe(false);
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('SharedArrayBuffer', undefined);
  expect(canShareMemory()).toBe(false);
});
