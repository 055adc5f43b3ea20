/**
 * Bytes that one thread may use to decode images. All threads of a device use about a gigabyte together. Each
 * can at least decode one 12-megapixel image in full.
 */
const threadBytes = (): number => Math.max(2 ** 27, 2 ** 30 / navigator.hardwareConcurrency);

/** Name of the lock that an image too large for its thread's share holds, across all threads. */
const LARGE_IMAGE = 'web-clip-large-image';

/** Starts work in order, as long as all running work of the thread fits into a memory limit. */
export class MemoryGate {
  readonly #waiting: { bytes: number; begin: () => void }[] = [];
  #taken = 0;
  readonly #limit: number;

  /** @param limit The limit in bytes. Work that needs more runs alone. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @param bytes The most bytes that the work needs.
   * @param work The work.
   * @returns The result of the work.
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
    return this.#taken === 0 || this.#taken + bytes <= this.#limit;
  }
}

/** Made when it is first needed, because a server that renders pages has no `navigator`. */
let decoding: MemoryGate | undefined;

/** Large images waiting for those of other threads. */
let heldUp = 0;

/** @returns Whether this thread has work that waits for other threads. */
export const isHeldUp = (): boolean => heldUp > 0;

/**
 * Decodes an image once there is enough memory. Images of one thread start in order. Those too large for a
 * thread's share run one at a time, across all threads.
 *
 * @param bytes The most bytes that the work needs.
 * @param work The work.
 * @returns The result of the work.
 */
export function whenMemoryAllows<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  if (bytes <= threadBytes()) {
    decoding ??= new MemoryGate(threadBytes());
    return decoding.run(bytes, work);
  }
  heldUp++;
  return navigator.locks.request(LARGE_IMAGE, () => {
    heldUp--;
    return work();
  });
}
