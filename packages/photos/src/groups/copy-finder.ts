import { throwIfAborted } from '@web-clip/clip/internal';
import type { PhotoRecord } from '../store/records.ts';
import { CandidateIndex } from './candidate-index.ts';
import { CopyGraph } from './copy-graph.ts';
import { type Fingerprint, readFingerprint, resemblance, TURNS, turnedFrequencies } from './fingerprint.ts';
import { codesOf } from './fingerprint-codes.ts';
import type { GroupsProgress } from './photo-groups.ts';
import { LEAST_RESEMBLANCE, type SamePicture } from './same-picture.ts';

/**
 * Compares pictures by their pixels.
 *
 * @param ids Ids of some photos.
 * @param pairs Pairs of their indices.
 * @returns For each pair what {@link samePicture} says; null if it is not the same, or cannot be compared.
 */
export type ComparePictures = (
  ids: readonly number[],
  pairs: readonly (readonly [number, number])[],
) => Promise<(SamePicture | null)[]>;

/** Two items. */
type Pair = readonly [number, number];

/** Photos of the same picture. */
export interface Copies {
  photos: PhotoRecord[];
  /** Hashes of those that are crops of another one. */
  cropped: ReadonlySet<string>;
}

/** Most bits in which the codes of candidates differ. */
const MOST_BITS = 20;

/** Contrast below which images have too little in them to be compared: only equal files are the same then. */
const LEAST_CONTRAST = 6;

/** Most candidates of an image. Beyond these are screenshots and documents, which all look alike in small. */
const MOST_CANDIDATES = 48;

/** Photos that are compared in one step. It limits the memory for their thumbnails. */
const STEP = 64;

/** Steps under way. */
const STEPS_UNDER_WAY = 3;

/** Groups up to this size are compared in full; the members of larger ones only if they are candidates. */
const FULLY_COMPARED = 24;

/** Photos that are looked up before other work may go on. */
const SLICE = 500;

/** Finds the copies of pictures in a library, and remembers what it has compared. */
export class CopyFinder {
  readonly #index = new CandidateIndex();
  readonly #graph = new CopyGraph();
  /** Fingerprints by item of the graph. */
  readonly #prints = new Map<number, Fingerprint>();
  readonly #compare: ComparePictures;

  constructor(compare: ComparePictures) {
    this.#compare = compare;
  }

  /**
   * @param photos Sorted by hash.
   * @throws ClipError `storage-failed`, …, or the signal's reason.
   */
  async find(
    photos: readonly PhotoRecord[],
    signal: AbortSignal | undefined,
    onProgress: ((progress: GroupsProgress) => void) | undefined,
  ): Promise<Copies[]> {
    const byHash = Map.groupBy(photos, ({ hash }) => hash);
    for (const item of this.#graph.retain(byHash)) {
      this.#index.delete(item);
      this.#prints.delete(item);
    }
    const added = [...byHash].filter(
      ([hash, [photo]]) => !this.#graph.has(hash) && photo?.fingerprint !== undefined,
    );
    let done = 0;
    for (const [hash, [photo]] of added) {
      this.#add(hash, photo?.fingerprint ?? '');
      if (++done % SLICE !== 0) continue;
      onProgress?.({ phase: 'searching', done, total: added.length });
      await breath();
      throwIfAborted(signal);
    }
    const idOf = (item: number): number => byHash.get(this.#graph.hash(item))?.[0]?.id ?? -1;
    await this.#confirm(this.#ordered(this.#graph.pending(), idOf), idOf, signal, onProgress);
    await this.#confirm(
      this.#ordered(this.#graph.uncompared(FULLY_COMPARED), idOf),
      idOf,
      signal,
      onProgress,
    );
    return this.#graph.groups(byHash).map(({ hashes, cropped }) => ({
      photos: hashes.flatMap((hash) => byHash.get(hash) ?? []),
      cropped,
    }));
  }

  #add(hash: string, text: string): void {
    const print = readFingerprint(text);
    const item = this.#graph.add(hash);
    if (!print || print.contrast < LEAST_CONTRAST) return;
    const found = this.#index.add(item, codesOf(print.frequencies), MOST_BITS);
    this.#prints.set(item, print);
    const turns = TURNS.map((_, i) => turnedFrequencies(print.frequencies, i));
    const likely = [...found]
      .map((other) => {
        const { frequencies } = this.#prints.get(other) as Fingerprint;
        return { other, score: Math.max(...turns.map((turned) => resemblance(turned, frequencies))) };
      })
      .filter(({ score }) => score >= LEAST_RESEMBLANCE);
    if (likely.length > MOST_CANDIDATES)
      likely.sort(
        (a, b) => b.score - a.score || (this.#graph.hash(a.other) < this.#graph.hash(b.other) ? -1 : 1),
      );
    for (const { other } of likely.slice(0, MOST_CANDIDATES)) this.#graph.ask(item, other);
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
      const comparing = this.#compare(
        items.map(idOf),
        step.map(([one, other]) => [place.get(one) as number, place.get(other) as number] as const),
      ).then(
        (results) => {
          for (const [i, [one, other]] of step.entries()) this.#graph.answer(one, other, results[i] ?? null);
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
    }
    await Promise.all(underWay);
    if (failure) throw failure.error;
    throwIfAborted(signal);
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
