/**
 * Bytes that the pictures of one thread may take while they are decoded: about a gigabyte in all threads
 * of a device, and at least enough for one of 12 megapixels in full.
 */
const THREAD_BYTES = Math.max(2 ** 27, 2 ** 30 / navigator.hardwareConcurrency);

/** Names the lock that one picture holds, of all threads, which takes more than that by itself. */
const LARGE_PICTURE = 'web-clip-large-picture';

let taken = 0;
const waiting: { bytes: number; begin: () => void }[] = [];

/**
 * Does work once there is memory for it: after what came before, and pictures that need gigabytes one
 * at a time.
 *
 * @param bytes What the work takes at most.
 * @param work The work.
 * @returns What the work returns.
 */
export async function whenMemoryAllows<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  if (bytes > THREAD_BYTES) return navigator.locks.request(LARGE_PICTURE, work);
  await new Promise<void>((begin) => {
    waiting.push({ bytes, begin });
    admit();
  });
  try {
    return await work();
  } finally {
    taken -= bytes;
    admit();
  }
}

function admit(): void {
  for (let next = waiting[0]; next && taken + next.bytes <= THREAD_BYTES; next = waiting[0]) {
    waiting.shift();
    taken += next.bytes;
    next.begin();
  }
}
