import type { Database } from '../store/database.ts';
import type { ComparisonRecord } from '../store/records.ts';
import { atomically, guarded } from '../store/writing.ts';
import { COMPARISON_VERSION, type SamePicture } from './same-picture.ts';

/** What was found when two contents were compared. */
export interface Comparison {
  /** Hashes of the contents, or what {@link storedContent} keeps of them. */
  one: string;
  other: string;
  /** Null if they are not the same picture. */
  answer: SamePicture | null;
}

/** Bytes of a hash that are stored. */
const BYTES = 8;

/** Comparisons per record. */
const STEP = 4096;

/** @returns What is stored of a hash: enough to tell the contents of a library apart. */
export const storedContent = (hash: string): string => hash.slice(0, 2 * BYTES);

/** What the numbers of {@link ComparisonRecord.answers} mean. */
const ANSWERS: readonly (SamePicture | null)[] = [null, {}, { cropped: 'first' }, { cropped: 'second' }];

/** The comparisons of a library's pictures in its database, so that no pair is compared at each visit. */
export class ComparisonStore {
  readonly #database: () => Database;

  /** @param database Returns the library's database. The caller keeps ownership. */
  constructor(database: () => Database) {
    this.#database = database;
  }

  /**
   * @returns All comparisons, but none that an earlier version made by other rules.
   * @throws ClipError `storage-failed`.
   */
  async load(): Promise<Comparison[]> {
    const records = await guarded(() => this.#database().getAll('comparisons'));
    return records.flatMap(comparisonsIn);
  }

  /** @throws ClipError `storage-full` or `storage-failed`. */
  async add(comparisons: readonly Comparison[]): Promise<void> {
    await atomically(this.#database(), ['comparisons'], async (transaction) => {
      const store = transaction.objectStore('comparisons');
      await Promise.all(recordsOf(comparisons).map(async (record) => store.add(record)));
    });
  }

  /**
   * Replaces everything, to forget the comparisons of photos that are gone.
   *
   * @throws ClipError `storage-full` or `storage-failed`; nothing was changed then.
   */
  async replace(comparisons: readonly Comparison[]): Promise<void> {
    await atomically(this.#database(), ['comparisons'], async (transaction) => {
      const store = transaction.objectStore('comparisons');
      await Promise.all([
        (async () => store.clear())(),
        ...recordsOf(comparisons).map(async (record) => store.add(record)),
      ]);
    });
  }
}

function recordsOf(comparisons: readonly Comparison[]): ComparisonRecord[] {
  const records: ComparisonRecord[] = [];
  for (let start = 0; start < comparisons.length; start += STEP)
    records.push(recordOf(comparisons.slice(start, start + STEP)));
  return records;
}

function recordOf(comparisons: readonly Comparison[]): ComparisonRecord {
  const places = new Map<string, number>();
  const place = (hash: string): number => {
    const content = storedContent(hash);
    const known = places.get(content) ?? places.size;
    places.set(content, known);
    return known;
  };
  const pairs = Uint32Array.from(comparisons.flatMap(({ one, other }) => [place(one), place(other)]));
  const contents = new Uint8Array(places.size * BYTES);
  for (const [content, index] of places) {
    for (let i = 0; i < BYTES; i++)
      contents[index * BYTES + i] = Number.parseInt(content.slice(2 * i, 2 * i + 2), 16);
  }
  const answers = Uint8Array.from(comparisons, ({ answer }) =>
    ANSWERS.findIndex((each) => (each && answer ? each.cropped === answer.cropped : each === answer)),
  );
  return { version: COMPARISON_VERSION, contents, pairs, answers };
}

function comparisonsIn({ version, contents, pairs, answers }: ComparisonRecord): Comparison[] {
  if (version !== COMPARISON_VERSION) return [];
  const names = Array.from({ length: contents.length / BYTES }, (_, i) =>
    Array.from(contents.subarray(i * BYTES, (i + 1) * BYTES), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
  );
  return Array.from(answers, (answer, i) => ({
    one: names[pairs[2 * i] as number] as string,
    other: names[pairs[2 * i + 1] as number] as string,
    answer: ANSWERS[answer] ?? null,
  }));
}
