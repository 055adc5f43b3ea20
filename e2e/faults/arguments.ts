import { parseArgs } from 'node:util';

/** Fault suites, and the number of faults in a full run. */
export const FULL = {
  kills: 200,
  files: 1000,
  downloads: 100,
  losses: 50,
  moves: 50,
  zip: 10,
  photos: 100_000,
} as const;

/** Name of a suite. */
export type SuiteName = keyof typeof FULL;

/** Minimum number of photos, so that a tenth of them suffices to measure a rate. */
const FEWEST_PHOTOS = 1000;

/** Parsed arguments of the command. */
export interface FaultArguments {
  counts: ReadonlyMap<SuiteName, number>;
  seed: number;
  json: boolean;
}

/** Printed if the arguments are invalid. */
export const USAGE = `npm run faults -- [--kills 200] [--files 1000] [--downloads 100] [--losses 50] [--moves 50]
                  [--zip 10] [--photos 100000] [--seed N] [--json]

  Runs only the suites that you name, or all at full size. The photos suite alone takes half an hour.

  --kills N      kills the browser’s process N times while it indexes
  --files N      indexes N damaged image files
  --downloads N  downloads a model N times from a host that misbehaves
  --losses N     loses the GPU N times in the middle of a batch
  --moves N      kills the browser’s process N times while it moves photos, and N times while it copies them
  --zip N        writes a ZIP file of N GB, which needs as much room on the disk
  --photos N     indexes N small photos in one session, at least ${FEWEST_PHOTOS}
  --seed N       seed of all random choices; 1 by default
  --json         one JSON object instead of the table`;

/**
 * @param args The command-line arguments.
 * @throws Error that says what is wrong with the arguments.
 */
export function faultArguments(args: readonly string[]): FaultArguments {
  const names = Object.keys(FULL) as SuiteName[];
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const number = (name: string, value: string): number => {
    const parsed = Number(value);
    const least = name === 'photos' ? FEWEST_PHOTOS : 1;
    if (Number.isInteger(parsed) && parsed >= least) return parsed;
    throw new Error(`--${name} is ${value}, but must be a whole number of at least ${least}.`);
  };
  const named = values as Partial<Record<SuiteName, string>>;
  const asked = names.flatMap((name): [SuiteName, number][] => {
    const value = named[name];
    return value === undefined ? [] : [[name, number(name, value)]];
  });
  return {
    counts: new Map(asked.length > 0 ? asked : (Object.entries(FULL) as [SuiteName, number][])),
    seed: number('seed', values.seed),
    json: values.json,
  };
}
