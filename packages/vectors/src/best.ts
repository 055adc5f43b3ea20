/** A row found by a search. */
export interface Hit {
  /** The row's id. */
  id: number;
  /** Dot product with the query, -1..1. It equals the cosine similarity because both vectors have length 1. */
  score: number;
}

const better = (a: Hit, b: Hit): number => b.score - a.score || a.id - b.id;

/** The best hits so far: a binary heap with the worst hit at the top. */
export class Best {
  readonly #heap: Hit[] = [];
  readonly #limit: number;

  /** @param limit Number of hits to keep; at least 1. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lowest kept score; -Infinity until the heap is full. */
  get floor(): number {
    return this.#heap.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#heap[0] as Hit).score;
  }

  /** Keeps a hit if it is among the best. Among equal scores, lower ids win. */
  offer(hit: Hit): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(hit);
      this.#rise(heap.length - 1);
    } else if (better(hit, heap[0] as Hit) < 0) {
      heap[0] = hit;
      this.#sink();
    }
  }

  /** @returns The hits, best first. Do not use this object afterwards. */
  sorted(): Hit[] {
    return this.#heap.sort(better);
  }

  #rise(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfWorse(child, parent)) return;
      child = parent;
    }
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const heap = this.#heap;
      const worst = right < heap.length && better(heap[right] as Hit, heap[left] as Hit) > 0 ? right : left;
      if (!this.#swapIfWorse(worst, parent)) return;
      parent = worst;
    }
  }

  #swapIfWorse(child: number, parent: number): boolean {
    const heap = this.#heap;
    if (better(heap[child] as Hit, heap[parent] as Hit) <= 0) return false;
    [heap[child], heap[parent]] = [heap[parent] as Hit, heap[child] as Hit];
    return true;
  }
}
