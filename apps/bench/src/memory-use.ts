/** What can tell how much memory is in use. */
interface Teller {
  /** Given by the command that drives this page: bytes of this page's process, as its system counts them. */
  benchProcessMemory?: () => Promise<number>;
  performance: {
    /** https://developer.mozilla.org/en-US/docs/Web/API/Performance/measureUserAgentSpecificMemory */
    measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
  };
}

/** Milliseconds between two looks. */
const PAUSE = 25;

const teller = globalThis as unknown as Teller;

/** How memory is measured here, in a sentence. */
export const HOW_MEMORY_IS_MEASURED = teller.benchProcessMemory
  ? 'Memory is the resident memory of the page’s process, workers included, over what it was before; what a GPU holds is not in it.'
  : 'Memory is what performance.measureUserAgentSpecificMemory() counts, over what it was before: the page and its workers, not ' +
    'what a GPU holds. Busy workers answer late, so that peaks are missed: npm run bench sees them.';

/**
 * @returns Bytes that the page and its workers use.
 * @throws Error where nothing tells.
 */
export async function memoryUse(): Promise<number> {
  if (teller.benchProcessMemory) return teller.benchProcessMemory();
  const measured = await teller.performance.measureUserAgentSpecificMemory?.();
  if (measured) return measured.bytes;
  throw new Error('This browser does not tell how much memory a page uses. Chromium-based browsers do.');
}

/**
 * @param work What to look at.
 * @returns The most bytes that were in use while it ran, as far as was seen, and how often it was looked.
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
