/**
 * Bytes that the pictures of one thread may take while they are decoded: about a gigabyte in all threads
 * of a device, and at least enough for one of 12 megapixels in full.
 */
const THREAD_BYTES = Math.max(2 ** 27, 2 ** 30 / navigator.hardwareConcurrency);

/** Names the lock that one picture holds, of all threads, which takes more than that by itself. */
const LARGE_PICTURE = 'web-clip-large-picture';

/** Lets work of one thread begin, in order, while all that goes on takes no more memory than there is. */
export class MemoryGate {
  readonly #waiting: { bytes: number; begin: () => void }[] = [];
  #taken = 0;

  /** @param limit Bytes that there are; what needs more goes by itself. */
  constructor(private readonly limit: number) {}

  /**
   * @param bytes What the work takes at most.
   * @param work The work.
   * @returns What the work returns.
   */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ bytes, begin });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#taken -= bytes;
      this.#admit();
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.begin();
    }
  }

  #fits(bytes: number): boolean {
    return this.#taken === 0 || this.#taken + bytes <= this.limit;
  }
}

const decoding = new MemoryGate(THREAD_BYTES);

/** Large pictures that wait for those of other threads. */
let heldUp = 0;

/** @returns Whether this thread has work that waits for other threads. */
export const isHeldUp = (): boolean => heldUp > 0;

/**
 * Decodes a picture once there is memory for it: after what came before, and those that need gigabytes one
 * at a time.
 *
 * @param bytes What it takes at most.
 * @param work The work.
 * @returns What the work returns.
 */
export function whenMemoryAllows<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  if (bytes <= THREAD_BYTES) return decoding.run(bytes, work);
  heldUp++;
  return navigator.locks.request(LARGE_PICTURE, () => {
    heldUp--;
    return work();
  });
}
