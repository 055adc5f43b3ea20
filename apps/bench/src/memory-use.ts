/** Ways to measure memory. */
interface Teller {
  /**
   * Provided by the command that drives this page: memory of this page's process in bytes, as the system counts it.
   */
  benchProcessMemory?: () => Promise<number>;
  performance: {
    /** https://developer.mozilla.org/en-US/docs/Web/API/Performance/measureUserAgentSpecificMemory */
    measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
  };
}

/** Milliseconds between two samples. */
const PAUSE = 25;

const teller = globalThis as unknown as Teller;

/** A sentence that says how memory is measured here. */
export const HOW_MEMORY_IS_MEASURED = teller.benchProcessMemory
  ? 'Memory is how much the resident memory of the page’s process grew, with its workers but without GPU memory.'
  : 'Memory is how much performance.measureUserAgentSpecificMemory() grew: the page and its workers, without GPU memory. ' +
    'Busy workers answer late, so this misses peaks. npm run bench sees them.';

/**
 * @returns Bytes that the page and its workers use.
 * @throws Error if memory cannot be measured.
 */
export async function memoryUse(): Promise<number> {
  if (teller.benchProcessMemory) return teller.benchProcessMemory();
  const measured = await teller.performance.measureUserAgentSpecificMemory?.();
  if (measured) return measured.bytes;
  throw new Error('This browser does not report how much memory a page uses. Use a Chromium-based browser.');
}

/**
 * @param work The work to measure.
 * @returns The highest sampled memory use in bytes, and the number of samples.
 */
export async function peakOf(work: () => Promise<unknown>): Promise<{ peak: number; looks: number }> {
  let working = true;
  let [peak, looks] = [0, 0];
  const watching = (async () => {
    while (working) {
      peak = Math.max(peak, await memoryUse());
      looks++;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  })();
  await work().finally(() => {
    working = false;
  });
  await watching;
  return { peak, looks };
}
