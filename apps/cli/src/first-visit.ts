import type { Result, Row } from '@web-clip/bench/result';
import { medianParts, rowOf } from '@web-clip/bench/statistics';
import type { Page } from 'playwright';
import { firstSearch, nextSearch } from './app-start.ts';
import { withBrowser } from './profile.ts';
import { type SlowConnection, slowConnection } from './slow-connection.ts';

/** A connection as many people have it: megabits per second, and milliseconds for a round trip. */
const [SPEED, ROUND_TRIP] = [10, 50];

/** Maximum time of a visit in milliseconds. A GPU in software takes minutes for the album. */
const PATIENCE = 600_000;

type Backend = 'wasm' | 'webgpu';

/** What a visit took. */
type Parts = Record<'ms' | 'MB' | 'requests' | 'runtimes', number>;

/** Measures one step of a visit. Resolves to its duration in milliseconds. */
type Step = (page: Page, url: string) => Promise<number>;

/** The steps of a visit to the app. */
const SEARCHES: readonly [string, Step][] = [
  ['first search, first visit', firstSearch],
  ['first search, next visit', nextSearch],
];

/** The page that labels an image, which is cached on the next visit. */
const LABELS: readonly [string, Step][] = [
  ['first label, first visit', firstLabel],
  ['first label, next visit', firstLabel],
];

/**
 * Measures visits over a slow connection with the bundled model, until the first label of an image, and until the
 * first search of the sample album: their time, their bytes, and how many builds of onnxruntime they load.
 *
 * @param url URL of the site.
 * @param backends Where the encoders run.
 * @param runs Number of runs, each in a browser of its own.
 */
export async function firstVisit(url: string, backends: readonly Backend[], runs: number): Promise<Result> {
  const found = new Map<string, Parts[]>();
  for (let run = 0; run < runs; run++) {
    for (const backend of backends) {
      process.stderr.write(`\r\u001b[Kfirst visit on ${backend}: run ${run + 1} of ${runs}`);
      for (const steps of backend === 'wasm' ? [LABELS, SEARCHES] : [SEARCHES]) {
        const measured = await visits(url, backend, steps);
        for (const [i, [name]] of steps.entries()) {
          const row = `${name}, ${backend}`;
          found.set(row, [...(found.get(row) ?? []), measured[i] as Parts]);
        }
      }
    }
  }
  const row = ([name, all]: [string, Parts[]]): Row => {
    const { ms: _, ...parts } = medianParts(all);
    return rowOf(
      name,
      'web-clip',
      all.map(({ ms }) => ms),
      parts,
    );
  };
  return {
    suite: 'first-visit',
    title: `Visits at ${SPEED} Mbit/s and ${ROUND_TRIP} ms`,
    unit: 'ms',
    rows: [...found].map(row),
    ratios: [],
    notes: [
      'From opening the page to the result, with the bundled model and an empty browser. Everything that the browser requested until then counts.',
      '“runtimes” is the number of builds of onnxruntime.',
    ],
  };
}

/** Takes the steps one after the other in a new browser. */
async function visits(url: string, backend: Backend, steps: readonly [string, Step][]): Promise<Parts[]> {
  const connection = await slowConnection(url, SPEED, ROUND_TRIP);
  try {
    return await withBrowser(async (browser) => {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE);
      if (backend === 'webgpu') await page.addInitScript(useGpu);
      const all: Parts[] = [];
      for (const [, step] of steps) all.push(await visit(connection, () => step(page, connection.url)));
      return all;
    });
  } finally {
    connection.close();
  }
}

async function visit(connection: SlowConnection, step: () => Promise<number>): Promise<Parts> {
  const before = { bytes: connection.bytes, requests: connection.paths.length };
  const ms = await step();
  const paths = connection.paths.slice(before.requests);
  return {
    ms,
    MB: (connection.bytes - before.bytes) / 1e6,
    requests: paths.length,
    // The page asks again for what it stores.
    runtimes: new Set(paths.filter((path) => /\/ort\/.*\.wasm/.test(path))).size,
  };
}

/** Makes the app use WebGPU, even if only in software. Runs in the page, before its scripts. */
function useGpu(): void {
  new MutationObserver((_, observer) => {
    const element = document.querySelector('photo-search');
    element?.setAttribute('device', 'webgpu');
    if (element) observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** @returns Milliseconds from the navigation to the page’s labels. */
async function firstLabel(page: Page, url: string): Promise<number> {
  await page.goto(`${url}examples/labels/`);
  const labelled = await page.waitForFunction(
    () => document.querySelector('#labels li') && performance.now(),
    undefined,
    { polling: 'raf' },
  );
  return Number(await labelled.jsonValue());
}
