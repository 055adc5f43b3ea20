import { SUITES, type Suite } from './result.ts';

const DEVICES = ['auto', 'webgpu', 'wasm'] as const;
const DTYPES = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'q8f16'] as const;

/**
 * What to measure. In the URL, each setting is a parameter of the same name, except that {@link Settings.suites} is
 * `run`.
 */
export interface Settings {
  suites: readonly Suite[];
  /** An id, `owner/name`, or the URL of a folder. */
  model: string;
  device: (typeof DEVICES)[number];
  /** Default: the best one that the backend supports. */
  dtype?: (typeof DTYPES)[number];
  /** Whether to measure transformers.js as well. */
  peer: boolean;
  /** URL of a JSON list of photo URLs, relative to that list. Default: photos are generated. */
  photos?: string;
  /** Where to post results. */
  report?: string;
  /** Runs per measurement; the median counts. A single run is as short as can be, to try the bench. */
  runs: number;
  /** Maximum number of photos in the suites `memory`, `growth` and `groups`. */
  count?: number;
}

/** Suites to run by default. They take a few minutes. */
const DEFAULT_SUITES: readonly Suite[] = ['index', 'text', 'search', 'start'];

/** Default of `runs`. */
const DEFAULT_RUNS = 5;

/**
 * @param text Names of suites, separated by commas.
 * @throws Error that names an unknown suite.
 */
export function suitesOf(text: string): Suite[] {
  if (text === '') throw new Error(`Choose what to measure: ${SUITES.join(', ')}.`);
  return text.split(',').map((name) => oneOf('suite', SUITES, name.trim()));
}

/**
 * Parses the query of the page's URL.
 *
 * @param query The parameters.
 * @throws Error that names an invalid parameter.
 */
export function settingsOf(query: URLSearchParams): Settings {
  const dtype = query.get('dtype');
  const count = query.get('count');
  const photos = query.get('photos');
  const report = query.get('report');
  return {
    suites: query.has('run') ? suitesOf(query.get('run') ?? '') : DEFAULT_SUITES,
    model: query.get('model') || 'pocket',
    device: oneOf('device', DEVICES, query.get('device') || 'auto'),
    peer: query.get('peer') === '1',
    runs: positive('runs', query.get('runs') ?? String(DEFAULT_RUNS)),
    ...(dtype && { dtype: oneOf('dtype', DTYPES, dtype) }),
    ...(count && { count: positive('count', count) }),
    ...(photos && { photos }),
    ...(report && { report }),
  };
}

/**
 * The inverse of {@link settingsOf}.
 *
 * @returns Query parameters for the page's URL.
 */
export function queryOf({ suites, peer, ...rest }: Settings): URLSearchParams {
  const query = new URLSearchParams({ run: suites.join(',') });
  if (peer) query.set('peer', '1');
  for (const [name, value] of Object.entries(rest)) query.set(name, String(value));
  return query;
}

function oneOf<T extends string>(what: string, choices: readonly T[], given: string): T {
  const found = choices.find((choice) => choice === given);
  if (!found) throw new Error(`There is no ${what} “${given}”. Use ${choices.join(', ')}.`);
  return found;
}

function positive(what: string, given: string): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${what} is ${given}, but must be at least 1.`);
  return number;
}
