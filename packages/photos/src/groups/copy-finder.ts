import { throwIfAborted } from '@web-clip/clip/internal';
import type { PhotoRecord } from '../store/records.ts';
import { type Comparison, type ComparisonStore, storedContent } from './comparison-store.ts';
import { CopyCandidates } from './copy-candidates.ts';
import { CopyGraph } from './copy-graph.ts';
import { readFingerprint } from './fingerprint.ts';
import type { GroupsProgress } from './photo-groups.ts';
import type { SamePicture } from './same-picture.ts';

/** What {@link CopyFinder} works with. */
export interface CopyFinderHands {
  /** @returns A photo's embedding, of length 1. */
  row(id: number): Float32Array | undefined;
  /**
   * Compares pictures by their pixels.
   *
   * @param ids Ids of some photos.
   * @param pairs Pairs of their indices.
   * @returns For each pair what {@link samePicture} says: null if it is not the same. Undefined if they cannot be compared.
   */
  compare(
    ids: readonly number[],
    pairs: readonly (readonly [number, number])[],
  ): Promise<(SamePicture | null | undefined)[]>;
  /** What was compared in earlier visits. It may fail: then pictures are compared again. */
  comparisons: Pick<ComparisonStore, 'load' | 'add' | 'replace'>;
}

/** Two items. */
type Pair = readonly [number, number];

/** Photos of the same picture. */
export interface Copies {
  photos: PhotoRecord[];
  /** Hashes of those that are crops of another one. */
  cropped: ReadonlySet<string>;
}

/** Photos that are compared in one step. It limits the memory for their thumbnails. */
const STEP = 64;

/** Steps under way. */
const STEPS_UNDER_WAY = 3;

/** Groups up to this size are compared in full; the members of larger ones only if they are candidates. */
const FULLY_COMPARED = 24;

/** Photos that are looked up before other work may go on. */
const SLICE = 500;

/** Comparisons that are stored together. */
const STORED_TOGETHER = 2048;

/** Comparisons of photos that are gone, beyond which the others are stored anew. */
const FORGOTTEN = 4096;

/** Finds the copies of pictures in a library, and remembers what it has compared. */
export class CopyFinder {
  readonly #candidates = new CopyCandidates();
  readonly #graph = new CopyGraph();
  readonly #hands: CopyFinderHands;
  /** What was compared in earlier visits, of contents that have not been met yet. Loaded when first needed. */
  #stored: readonly Comparison[] | undefined;
  /** Comparisons that are not stored yet. */
  #unstored: Comparison[] = [];

  constructor(hands: CopyFinderHands) {
    this.#hands = hands;
  }

  /**
   * Forgets all photos but these, after they were searched for copies.
   *
   * @param photos All photos of the library.
   */
  async retain(photos: readonly PhotoRecord[]): Promise<void> {
    for (const item of this.#graph.retain(new Map(photos.map(({ hash }) => [hash, true]))))
      this.#candidates.delete(item);
    const { comparisons } = this.#hands;
    const forgotten = this.#stored?.length ?? 0;
    const kept = this.#graph.comparisons();
    if (forgotten <= Math.max(FORGOTTEN, kept.length)) return;
    this.#stored = [];
    await comparisons.replace(kept).catch(() => undefined);
  }

  /**
   * @param photos Sorted by hash.
   * @returns Which of them are copies of each other.
   * @throws ClipError `storage-failed`, …, or the signal's reason.
   */
  async find(
    photos: readonly PhotoRecord[],
    signal: AbortSignal | undefined,
    onProgress?: (progress: GroupsProgress) => void,
  ): Promise<Copies[]> {
    const byHash = Map.groupBy(photos, ({ hash }) => hash);
    const added = [...byHash].filter(
      ([hash, [photo]]) => !this.#graph.has(hash) && photo?.fingerprint !== undefined,
    );
    let done = 0;
    for (const [, [photo]] of added) {
      this.#add(photo as PhotoRecord);
      if (++done % SLICE !== 0) continue;
      onProgress?.({ phase: 'searching', done, total: added.length });
      await breath();
      throwIfAborted(signal);
    }
    if (added.length > 0) await this.#recall();
    const idOf = (item: number): number => byHash.get(this.#graph.hash(item))?.[0]?.id ?? -1;
    const confirm = (pairs: readonly Pair[]): Promise<void> => {
      // Others that are remembered are not asked for.
      const asked = pairs.filter(([one, other]) => idOf(one) >= 0 && idOf(other) >= 0);
      return this.#confirm(this.#ordered(asked, idOf), idOf, signal, onProgress);
    };
    try {
      await confirm(this.#graph.pending());
      await confirm(this.#graph.uncompared(FULLY_COMPARED));
    } finally {
      await this.#store();
    }
    return this.#graph.groups(byHash).map(({ hashes, cropped }) => ({
      photos: hashes.flatMap((hash) => byHash.get(hash) ?? []),
      cropped,
    }));
  }

  #add({ id, hash, fingerprint = '' }: PhotoRecord): void {
    const print = readFingerprint(fingerprint);
    const item = this.#graph.add(hash);
    if (!print) return;
    const row = this.#hands.row(id);
    for (const other of this.#candidates.add(item, print, row, (each) => this.#graph.hash(each)))
      this.#graph.ask(item, other);
  }

  /** Takes over what was compared in earlier visits. */
  async #recall(): Promise<void> {
    this.#stored ??= await this.#hands.comparisons.load().catch(() => []);
    if (this.#stored.length === 0) return;
    const items = new Map(Array.from(this.#graph.items, ([hash, item]) => [storedContent(hash), item]));
    this.#stored = this.#stored.filter(({ one, other, answer }) => {
      const [first, second] = [items.get(one), items.get(other)];
      if (first === undefined || second === undefined) return true;
      this.#graph.answer(first, second, answer);
      return false;
    });
  }

  /** Stores new comparisons. What cannot be stored is compared again at the next visit. */
  async #store(): Promise<void> {
    const comparisons = this.#unstored;
    if (comparisons.length === 0) return;
    this.#unstored = [];
    await this.#hands.comparisons.add(comparisons).catch(() => undefined);
  }

  /**
   * @returns The pairs in the order of their photos, because thumbnails of neighbours are read together. The first one of
   *   each pair has the smaller hash, so that each pair is compared in one way, in whatever order photos came.
   */
  #ordered(pairs: readonly Pair[], idOf: (item: number) => number): Pair[] {
    const hash = (item: number): string => this.#graph.hash(item);
    return pairs
      .map(([one, other]): Pair => (hash(one) < hash(other) ? [one, other] : [other, one]))
      .map((pair) => ({ pair, id: Math.min(...pair.map(idOf)) }))
      .sort((a, b) => a.id - b.id)
      .map(({ pair }) => pair);
  }

  /** Compares pairs, in steps that need few photos each. */
  async #confirm(
    pairs: readonly Pair[],
    idOf: (item: number) => number,
    signal: AbortSignal | undefined,
    onProgress: ((progress: GroupsProgress) => void) | undefined,
  ): Promise<void> {
    let done = 0;
    const underWay = new Set<Promise<void>>();
    let failure: { error: unknown } | undefined;
    for (const step of stepsOf(pairs)) {
      throwIfAborted(signal);
      if (failure) break;
      const items = [...new Set(step.flat())];
      const place = new Map(items.map((item, i) => [item, i]));
      const indices = step.map(
        ([one, other]) => [place.get(one) as number, place.get(other) as number] as const,
      );
      const comparing = this.#hands.compare(items.map(idOf), indices).then(
        (results) => {
          for (const [i, pair] of step.entries()) this.#answer(pair, results[i]);
          done += step.length;
          onProgress?.({ phase: 'comparing', done, total: pairs.length });
        },
        (error: unknown) => {
          failure ??= { error };
        },
      );
      underWay.add(comparing);
      comparing.finally(() => underWay.delete(comparing));
      if (underWay.size >= STEPS_UNDER_WAY) await Promise.race(underWay);
      if (this.#unstored.length >= STORED_TOGETHER) await this.#store();
    }
    await Promise.all(underWay);
    if (failure) throw failure.error;
    throwIfAborted(signal);
  }

  #answer([one, other]: Pair, answer: SamePicture | null | undefined): void {
    this.#graph.answer(one, other, answer ?? null);
    if (answer === undefined) return;
    this.#unstored.push({ one: this.#graph.hash(one), other: this.#graph.hash(other), answer });
  }
}

/** @returns Pairs in steps, each of which has few photos. */
function* stepsOf(pairs: readonly Pair[]): Generator<Pair[]> {
  let step: Pair[] = [];
  let items = new Set<number>();
  for (const pair of pairs) {
    step.push(pair);
    for (const item of pair) items.add(item);
    if (items.size < STEP) continue;
    yield step;
    step = [];
    items = new Set();
  }
  if (step.length > 0) yield step;
}

/** Lets calls in between that the worker has got. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
