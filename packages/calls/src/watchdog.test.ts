import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('reports silence once, after the time limit', () => {
  const hung = vi.fn();
  const look = vi.fn();
  const watchdog = new Watchdog(60, hung, look);
  watchdog.start();
  vi.advanceTimersByTime(55_000);
  watchdog.calm();
  vi.advanceTimersByTime(55_000);
  expect(hung).not.toHaveBeenCalled();
  expect(look).toHaveBeenCalledTimes(22);
  vi.advanceTimersByTime(500_000);
  expect(hung).toHaveBeenCalledTimes(1);
});

it('does not count time while the computer sleeps', () => {
  const hung = vi.fn();
  new Watchdog(60, hung).start();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(hung).not.toHaveBeenCalled();
});

it('starts again after a stop', () => {
  const hung = vi.fn();
  const watchdog = new Watchdog(60, hung);
  watchdog.start();
  vi.advanceTimersByTime(55_000);
  watchdog.stop();
  vi.advanceTimersByTime(55_000);
  watchdog.start();
  vi.advanceTimersByTime(55_000);
  expect(hung).not.toHaveBeenCalled();
});
