import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { complaints } from '@web-clip/package-check/complaints';
import { pack } from '@web-clip/package-check/packed';
import { CDN, PLAIN_HTML, type Project, REACT, VITE } from '@web-clip/package-check/projects';
import { entrySizes, excess, sizeLine } from '@web-clip/package-check/sizes';
import { visit } from '@web-clip/package-check/visit';
import { patiently } from '../patience.ts';
import { WORKSPACE } from '../workspace.ts';

const PACKAGE = join(WORKSPACE, 'packages/web-clip');

test.describe.configure({ mode: 'serial' });

const PATIENCE = patiently(60_000);

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
      const { console, files } = await visit(browser, url + options, PATIENCE);
      expect(console, options).toEqual([]);
      const isCopy = files.some((file) => file.startsWith('/own/'));
      expect(isCopy, options).toBe(options === '?assets');
    }
  });
});

for (const project of [CDN, REACT]) {
  test(`the example of ${project.name} works with the packed package`, async ({ browser }) => {
    const { console } = await visited(project, (url) => visit(browser, url, PATIENCE, project.use));
    expect(console).toEqual([]);
  });
}

test('the packed package works in Vite, and each entry loads no more than its budget and no onnxruntime', async ({
  browser,
}) => {
  await visited(VITE, async (url) => {
    const { console: said } = await visit(browser, url, PATIENCE);
    expect(said).toEqual([]);
    const sizes = await entrySizes(browser, url, VITE.dist, PATIENCE);
    console.log(sizes.map(sizeLine).join('\n'));
    for (const size of sizes) expect(excess(size), sizeLine(size)).toBeUndefined();
  });
});

async function visited<Found>(project: Project, look: (url: string) => Promise<Found>): Promise<Found> {
  const { url, stop } = await project.serve();
  try {
    return await look(url);
  } finally {
    await stop();
  }
}
