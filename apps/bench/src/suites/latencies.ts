import type { Bench } from './suite.ts';

/** Numbers of rows to search. */
const ROWS = [1000, 10_000, 100_000, 1_000_000];

/** Searches per run, limited by {@link RUN_MILLISECONDS}; at least three. */
const SEARCHES = 50;
const RUN_MILLISECONDS = 1000;

/** From this number on, rows take more memory than small devices have. */
const MANY_ROWS = 1_000_000;

/**
 * Does something for each number of rows that this device has the memory for.
 *
 * @param suite The suite, for the waiting user.
 * @param notes Gets a note about each number that was left out.
 * @param measure Called with the number, and with its name.
 */
export async function forEachSize(
  suite: string,
  { tell }: Bench,
  notes: string[],
  measure: (count: number, name: string) => Promise<void>,
): Promise<void> {
  for (const count of ROWS) {
    const name = `${count.toLocaleString('en')} rows`;
    tell(`${suite}: ${name}`);
    if (count >= MANY_ROWS && isSmall()) notes.push(`${name} were left out: this device has little memory.`);
    else await measure(count, name);
  }
}

/**
 * @param runs Number of runs.
 * @param search Searches so many times, and returns the milliseconds of each.
 * @returns The milliseconds of each search, by run.
 */
export async function latencies(
  runs: number,
  search: (times: number) => Promise<number[]>,
): Promise<number[][]> {
  const [once = 0] = (await search(3)).slice(-1);
  const searches = Math.min(SEARCHES, Math.max(3, Math.floor(RUN_MILLISECONDS / once)));
  const all: number[][] = [];
  for (let run = 0; run < runs; run++) all.push(await search(searches));
  return all;
}

function isSmall(): boolean {
  const { deviceMemory = 8 } = navigator as { deviceMemory?: number };
  return deviceMemory < 8;
}
