import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Thumbnails } from './thumbnails.ts';

/** Object URLs that were created and not revoked. */
let live: Set<string>;

beforeEach(() => {
  live = new Set();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${made++}`;
    live.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void live.delete(url));
});

afterEach(() => vi.restoreAllMocks());

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a visible thumbnail is read once and has a URL', async () => {
  const load = vi.fn(async () => new Blob(['x']));
  const arrived = vi.fn();
  const thumbnails = new Thumbnails(load, arrived);
  thumbnails.want([1, 2]);
  thumbnails.want([1, 2]);
  await settled();
  thumbnails.want([2, 1]);
  await settled();
  expect(load).toHaveBeenCalledTimes(2);
  expect(arrived).toHaveBeenCalledTimes(2);
  expect(thumbnails.url(1)).toMatch(/^blob:/);
  expect(thumbnails.url(3)).toBeUndefined();
});

test('a thumbnail that leaves the view before its turn is not read', async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const thumbnails = new Thumbnails(
    (id) => {
      asked.push(id);
      return new Promise((resolve) => answers.push(() => resolve(new Blob(['x']))));
    },
    () => undefined,
  );
  thumbnails.want(numbers(0, 100));
  const begun = asked.length;
  expect(begun).toBeLessThan(20);
  thumbnails.want([500]);
  for (const answer of answers.splice(0)) answer();
  await settled();
  expect(asked).toEqual([...numbers(0, begun), 500]);
});

test('the cache is bounded, keeps visible thumbnails, and revokes evicted ones', async () => {
  const thumbnails = new Thumbnails(
    async () => new Blob(['x']),
    () => undefined,
    10,
  );
  for (let at = 0; at < 100; at += 5) {
    thumbnails.want(numbers(at, at + 5));
    await settled();
    expect(live.size).toBeLessThanOrEqual(10);
  }
  for (const id of numbers(95, 100)) expect(live).toContain(thumbnails.url(id));
  expect(thumbnails.url(0)).toBeUndefined();

  thumbnails.want(numbers(0, 30));
  await settled();
  expect(live.size).toBe(30);
});

test('an unreadable thumbnail is not requested again and again', async () => {
  const load = vi.fn(async () => {
    throw new Error('gone');
  });
  const thumbnails = new Thumbnails(load, () => undefined);
  thumbnails.want([1]);
  await settled();
  thumbnails.want([1]);
  await settled();
  expect(load).toHaveBeenCalledTimes(1);
  expect(thumbnails.url(1)).toBeUndefined();
});

test('nothing is kept after the end, not even late arrivals', async () => {
  let answer: (blob: Blob) => void = () => undefined;
  const thumbnails = new Thumbnails(
    (id) => (id === 1 ? Promise.resolve(new Blob(['x'])) : new Promise((resolve) => (answer = resolve))),
    () => undefined,
  );
  thumbnails.want([1, 2]);
  await settled();
  expect(live.size).toBe(1);
  thumbnails.end();
  answer(new Blob(['late']));
  await settled();
  expect(live.size).toBe(0);
});
