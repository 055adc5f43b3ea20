import { SUITES, type Suite } from './result.ts';

const DEVICES = ['auto', 'webgpu', 'wasm'] as const;
const DTYPES = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'q8f16'] as const;

/** What to measure. In a URL each is a parameter of the same name, and {@link Settings.suites} is `run`. */
export interface Settings {
  suites: readonly Suite[];
  /** An id, `owner/name`, or the URL of a folder. */
  model: string;
  device: (typeof DEVICES)[number];
  /** Default: the best that the backend computes. */
  dtype?: (typeof DTYPES)[number];
  /** Whether to measure transformers.js as well. */
  peer: boolean;
  /** URL of a JSON list of photos' URLs, relative to it. Default: photos are generated. */
  photos?: string;
  /** Where to post results. */
  report?: string;
  /** Runs of each thing; their median counts. */
  runs: number;
  /** Photos that the suites `memory` and `growth` go up to. */
  count?: number;
}

/** What is measured unless something else is asked for: a few minutes. */
const DEFAULT_SUITES: readonly Suite[] = ['index', 'text', 'search', 'start'];

/** What `runs` is by default. */
const DEFAULT_RUNS = 5;

/**
 * @param text Names of suites with commas between.
 * @throws Error that names what is no suite.
 */
export function suitesOf(text: string): Suite[] {
  if (text === '') throw new Error(`Choose what to measure: ${SUITES.join(', ')}.`);
  return text.split(',').map((name) => oneOf('suite', SUITES, name.trim()));
}

/**
 * Reads the page's address.
 *
 * @param query Its parameters.
 * @throws Error that names what cannot be understood.
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
 * The opposite of {@link settingsOf}.
 *
 * @returns Parameters for the page's address.
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
    throw new Error(`${what} is ${given}, and has to be a number from 1.`);
  return number;
}
