import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { complaints } from '@web-clip/package-check/complaints';
import { pack } from '@web-clip/package-check/packed';
import { OTHER_ORIGIN, PLAIN_HTML, type Project, VITE } from '@web-clip/package-check/projects';
import { EXPECTED, type Visit, visit } from '@web-clip/package-check/visit';
import { patiently } from '../patience.ts';
import { WORKSPACE } from '../workspace.ts';

const PACKAGE = join(WORKSPACE, 'packages/web-clip');

test.describe.configure({ mode: 'serial' });

test.beforeAll(pack);

test('publint and attw have no complaint about the packed package', async () => {
  expect(await complaints()).toEqual([]);
});

test('every entry can be imported in Node, and brings nothing that others take for a sign of a browser', async () => {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    exports: Record<string, { node?: string; default?: string } | null>;
  };
  const entries = Object.values(exports).flatMap((entry) => entry?.node ?? entry?.default ?? []);
  expect(entries.length).toBeGreaterThan(4);
  const script = `
    for (const entry of ${JSON.stringify(entries)}) await import(${JSON.stringify(pathToFileURL(`${PACKAGE}/`))} + entry);
    const signs = ['window', 'document', 'HTMLElement', 'customElements', 'Worker'];
    console.log(signs.filter((name) => name in globalThis).join());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toBe('\n');
});

test('the packed package works in plain HTML, with a worker of the page’s own, and with a copy of its files', async ({
  browser,
}) => {
  await visited(PLAIN_HTML, async (url) => {
    for (const options of ['', '?worker', '?assets']) {
      const found = await visit(browser, url + options, patiently(60_000));
      expect(found, options).toMatchObject({ ...EXPECTED, console: [] });
      const isCopy = found.files.some((file) => file.startsWith('/own/'));
      expect(isCopy, options).toBe(options === '?assets');
    }
  });
});

test('the packed package works from another origin', async ({ browser }) => {
  const found = await visited(OTHER_ORIGIN, (url) => visit(browser, url, patiently(60_000)));
  expect(found).toMatchObject({ ...EXPECTED, console: [] });
});

/** Sizes of scripts, minified and gzipped, in kB: what a page with the element may load before its first label, and before its first search. */
const BUDGET = { label: 185, search: 245 };

test('the packed package works in Vite, and loads no more than its budget and no onnxruntime', async ({
  browser,
}) => {
  const [label, search] = await visited(VITE, async (url) => [
    await visit(browser, `${url}?label`, patiently(60_000)),
    await visit(browser, url, patiently(60_000)),
  ]);
  expect(search).toMatchObject({ ...EXPECTED, console: [] });
  expect(search?.files.filter((file) => file.endsWith('.wasm'))).toEqual([]);
  const sizes = { label: scriptsOf(label), search: scriptsOf(search) };
  console.log(
    `gzipped scripts before the first label: ${sizes.label} kB, before the first search: ${sizes.search} kB`,
  );
  expect(sizes.label).toBeLessThanOrEqual(BUDGET.label);
  expect(sizes.search).toBeLessThanOrEqual(BUDGET.search);
});

async function visited<Found>(project: Project, look: (url: string) => Promise<Found>): Promise<Found> {
  const { url, stop } = await project.serve();
  try {
    return await look(url);
  } finally {
    await stop();
  }
}

/** @returns The size of the scripts that a visit to the Vite project loaded, gzipped, in kB. */
function scriptsOf(visit: Visit | undefined): number {
  const scripts = new Set(visit?.files.filter((file) => file.endsWith('.js')));
  const bytes = [...scripts].map((file) => gzipSync(readFileSync(join(VITE.dist, file))).length);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1000);
}
