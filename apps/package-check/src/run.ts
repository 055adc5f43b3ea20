/**
 * Packs the npm package, installs it into fresh projects, builds each, opens it in a browser, and sees a label and a
 * search answered. Ends with 1 if anything fails.
 *
 *     npm run package-check                 all projects
 *     npm run package-check -- Next Astro   some
 *     npm run package-check -- --compare    only a table of ours and other packages
 */
import { parseArgs } from 'node:util';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { chromium } from 'playwright';
import { comparison } from './compare.ts';
import { complaints } from './complaints.ts';
import { pack } from './packed.ts';
import { ALL, VITE } from './projects.ts';
import { entrySizes, excess, sizeLine } from './sizes.ts';
import { visit } from './visit.ts';

/** On a busy machine of two cores. */
const PATIENCE = 180_000;

const { values, positionals: only } = parseArgs({
  options: { compare: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = only.filter((each) => !ALL.some(({ name }) => name === each));
if (unknown.length > 0) {
  const names = ALL.map(({ name }) => name).join(', ');
  console.error(`There is no project ${unknown.join(', ')}. There are: ${names}.`);
  process.exit(2);
}
pack();
if (values.compare) {
  console.log(await comparison());
  process.exit(0);
}
const wrong = await complaints();
for (const complaint of wrong) console.log(`package: ${complaint}`);
if (wrong.length === 0) console.log('publint and attw have no complaint');
let failed = wrong.length > 0;
const browser = await chromium.launch({ executablePath: findBrowser(), args: TEST_ARGUMENTS });
for (const project of ALL.filter(({ name }) => only.length === 0 || only.includes(name))) {
  try {
    const { url, stop } = await project.serve();
    try {
      const { console: said, files } = await visit(browser, url, PATIENCE, project.use);
      // Examples use no GPU.
      const onGpu = project.use ? [] : (await visit(browser, `${url}?gpu`, PATIENCE)).files;
      const runtimes = [files, onGpu].map((all) => all.filter((file) => file.endsWith('.wasm')).length);
      const passed = said.length === 0 && runtimes.join() === (project.use ? '0,0' : '0,1');
      failed ||= !passed;
      console.log(
        `${project.name}: ${passed ? 'passed' : 'failed'}, ${files.length} files, ${runtimes.join(' and on a GPU ')} of onnxruntime`,
      );
      for (const message of said) console.log(`  ${message}`);
      if (project !== VITE) continue;
      for (const size of await entrySizes(browser, url, VITE.dist, PATIENCE)) {
        const why = excess(size);
        failed ||= why !== undefined;
        console.log(`  ${sizeLine(size)}${why ? `. Failed: ${why}` : ''}`);
      }
    } finally {
      await stop();
    }
  } catch (error) {
    failed = true;
    console.log(`${project.name}: failed, ${error instanceof Error ? error.message : error}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
