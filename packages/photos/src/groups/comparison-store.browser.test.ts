import { expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../store/database.ts';
import { type Comparison, ComparisonStore, storedContent } from './comparison-store.ts';

async function open(): Promise<{ database: Database; store: ComparisonStore }> {
  const database = await openDatabase(`comparisons-${crypto.randomUUID()}`);
  onTestFinished(() => database.close());
  return { database, store: new ComparisonStore(() => database) };
}

const hash = (i: number): string => i.toString(16).padStart(16, 'a').padEnd(64, '0');

const ANSWERS = [null, {}, { cropped: 'first' }, { cropped: 'second' }] as const;

const some = (count: number): Comparison[] =>
  Array.from({ length: count }, (_, i) => ({
    one: hash(i % 100),
    other: hash(100 + Math.floor(i / 100)),
    answer: ANSWERS[i % 4] ?? null,
  }));

const stored = (comparisons: readonly Comparison[]): Comparison[] =>
  comparisons.map(({ one, other, answer }) => ({
    one: storedContent(one),
    other: storedContent(other),
    answer,
  }));

it('returns what was added, in as many records as are small', async () => {
  const { database, store } = await open();
  const comparisons = some(5000);
  expect(await store.load()).toEqual([]);
  await store.add(comparisons.slice(0, 4500));
  await store.add(comparisons.slice(4500));
  expect(await store.load()).toEqual(stored(comparisons));
  expect(await database.count('comparisons')).toBe(3);
});

it('replaces everything, and forgets what was compared by other rules', async () => {
  const { database, store } = await open();
  await store.add(some(300));
  await store.replace(some(7));
  expect(await store.load()).toEqual(stored(some(7)));
  const [record] = await database.getAll('comparisons');
  await database.add('comparisons', { ...record, version: -1 } as NonNullable<typeof record>);
  expect(await store.load()).toEqual(stored(some(7)));
});
