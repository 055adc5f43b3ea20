import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { openProfile } from '@web-clip/cli/profile';
import { serve } from '@web-clip/cli/serve';
import { fillLibrary } from '../synthetic-library.ts';
import { testBrowser } from '../test-browser.ts';
import { GESTURES } from './gestures.ts';
import { type Frames, framesOf, LIMIT } from './watch.ts';

const USAGE = `npm run frames -- [--photos 100000] [--json]

Scrolls a library of synthetic photos of twenty years by grid, timeline and map, and says how
long its frames took, and the longest task of the page's thread by processor time. Other work on
the machine makes frames late, too: its load is printed beside.

  --photos N   number of photos
  --json       one JSON object instead of the table`;

const { photos, json } = readArguments();
const { server, url } = await serve(0);
const browser = await openProfile('', TEST_ARGUMENTS, testBrowser());
const rows: ({ name: string; load: number } & Frames)[] = [];
try {
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(url);
  await page.waitForFunction(
    async () => (await document.querySelector('photo-search')?.library) !== undefined,
  );
  await fillLibrary(page, photos);
  await page.getByRole('slider', { name: 'Timeline' }).waitFor();
  for (const { name, run } of GESTURES) {
    const frames = await framesOf(page, () => run(page));
    rows.push({ name, load: loadavg()[0] as number, ...frames });
    if (!json) printRow(rows.at(-1) as (typeof rows)[number]);
  }
} finally {
  await browser.close();
  await server.close();
}
if (json) console.log(JSON.stringify({ photos, rows }, null, 2));

function printRow(row: (typeof rows)[number]): void {
  const { name, load, count, median, most99, longest, late, task, long } = row;
  const ms = (value: number): string => value.toFixed(0).padStart(5);
  if (rows.length === 1) {
    console.log(`${''.padEnd(34)}frames  median   99 %  most  over ${LIMIT} ms   load   task`);
  }
  console.log(
    `${name.padEnd(34)}${String(count).padStart(6)}  ${ms(median)}  ${ms(most99)} ${ms(longest)}  ${String(late).padStart(10)}  ${load.toFixed(1).padStart(5)}  ${ms(task)}`,
  );
  for (const { duration, scripts } of long.slice(0, 3)) {
    console.log(`  ${duration.toFixed(0)} ms: ${scripts.join('; ') || 'drawing'}`);
  }
}

function readArguments(): { photos: number; json: boolean } {
  try {
    const { values } = parseArgs({
      options: { photos: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
    });
    const photos = Number(values.photos);
    if (!(Number.isInteger(photos) && photos > 0))
      throw new Error(`--photos is ${values.photos}, but must be a whole number of at least 1.`);
    return { photos, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
