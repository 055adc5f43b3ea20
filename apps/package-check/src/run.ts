/**
 * Packs the npm package, installs it into fresh projects, builds each, opens it in a browser, and sees a label and a
 * search answered. Ends with 1 if anything fails.
 */
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { chromium } from 'playwright';
import { complaints } from './complaints.ts';
import { pack } from './packed.ts';
import { ALL } from './projects.ts';
import { EXPECTED, visit } from './visit.ts';

/** On a busy machine of two cores. */
const PATIENCE = 180_000;

pack();
const wrong = await complaints();
for (const complaint of wrong) console.log(`package: ${complaint}`);
if (wrong.length === 0) console.log('publint and attw have no complaint');
let failed = wrong.length > 0;
const only = process.argv.slice(2);
const unknown = only.filter((each) => !ALL.some(({ name }) => name === each));
if (unknown.length > 0) {
  const names = ALL.map(({ name }) => name).join(', ');
  console.error(`There is no project ${unknown.join(', ')}. There are: ${names}.`);
  process.exit(2);
}
const browser = await chromium.launch({ executablePath: findBrowser(), args: TEST_ARGUMENTS });
for (const project of ALL.filter(({ name }) => only.length === 0 || only.includes(name))) {
  try {
    const { url, stop } = await project.serve();
    const found = await visit(browser, url, PATIENCE);
    await stop();
    const isRight = Object.entries(EXPECTED).every(([name, value]) => found[name as 'label'] === value);
    failed ||= !isRight || found.console.length > 0;
    const { files, ...rest } = found;
    const wasm = files.filter((file) => file.endsWith('.wasm')).length;
    console.log(
      `${project.name}: ${isRight ? 'passed' : 'failed'}, ${JSON.stringify(rest)}, ${files.length} files, ${wasm} of WASM`,
    );
  } catch (error) {
    failed = true;
    console.log(`${project.name}: failed, ${error instanceof Error ? error.message : error}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
