import type { Fault, Telling } from './model-host.ts';
import type { Random } from './random.ts';

/** What happens to one download. */
export interface DownloadPlan {
  telling: Telling;
  ifRange: boolean;
  /** Of every file's answers in their order, by its path. */
  faults: ReadonlyMap<string, readonly Fault[]>;
  /** Pages that are closed one after the other: the share of an answer that has been sent by then. */
  closings: readonly number[];
}

/** Faults of the bytes themselves, and of the answers around them. */
const FAULTS = ['slow', 'corrupt', 'busy', 'broken', 'redirect', 'whole', 'unsatisfiable'] as const;

/** Faults that have a client begin anew if they come twice: then the host has no ranges. */
const OF_RANGES: ReadonlySet<Fault> = new Set(['whole', 'unsatisfiable']);

const TELLING: readonly Telling[] = ['header', 'pointer', 'nothing'];

/**
 * Decides all that is random in a download before it starts.
 *
 * @param sizes Of the files to disturb, in bytes, by their paths.
 */
export function downloadPlan(sizes: ReadonlyMap<string, number>, random: Random): DownloadPlan {
  const telling = random.pick(TELLING);
  const ifRange = random.next() < 0.7;
  const faults = new Map([...sizes].map(([path, size]) => [path, faultsOf(size, telling, random)]));
  const closings: number[] = [];
  while (random.next() < 0.4) closings.push(random.next());
  return { telling, ifRange, faults, closings };
}

function faultsOf(size: number, telling: Telling, random: Random): Fault[] {
  const faults: Fault[] = [];
  for (let left = random.integer(7); left > 0; left--) {
    const fault = random.next() < 0.5 ? random.integer(size) : random.pick(FAULTS);
    const rangesTwice = OF_RANGES.has(fault) && faults.some((each) => OF_RANGES.has(each));
    // Whoever tells nothing of a file cannot be caught with another one in its place.
    const unseen = fault === 'corrupt' && telling === 'nothing';
    faults.push(rangesTwice || unseen ? 'slow' : fault);
  }
  return faults;
}
