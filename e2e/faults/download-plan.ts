import type { Telling } from './model-host.ts';
import type { Random } from './random.ts';
import type { Fault } from './send.ts';

/** The faults of one download. */
export interface DownloadPlan {
  telling: Telling;
  ifRange: boolean;
  /** Faults of the responses in order, by file path. */
  faults: ReadonlyMap<string, readonly Fault[]>;
  /** When to close each page in turn, as the fraction of a response that has been sent by then. */
  closings: readonly number[];
}

/** Faults of the bytes and of the responses. */
const FAULTS = ['slow', 'corrupt', 'busy', 'broken', 'redirect', 'whole', 'unsatisfiable'] as const;

/** Faults that make a client start over if they occur twice, because the host then does not support ranges. */
const OF_RANGES: ReadonlySet<Fault> = new Set(['whole', 'unsatisfiable']);

const TELLING: readonly Telling[] = ['header', 'pointer', 'nothing'];

/**
 * Makes all random choices of a download before it starts.
 *
 * @param sizes Sizes in bytes of the files to disturb, by path.
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
    // A host that gives no hash cannot be caught replacing a file.
    const unseen = fault === 'corrupt' && telling === 'nothing';
    faults.push(rangesTwice || unseen ? 'slow' : fault);
  }
  return faults;
}
