import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from '@playwright/test';
import { WORKSPACE } from '../workspace.ts';

const SITE = join(WORKSPACE, 'dist/assets');
const PACKAGE = join(WORKSPACE, 'dist/web-clip/assets');

/** Static and dynamic imports of sibling files. */
const IMPORTS = /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** Whether `new Worker` starts the file. The library's part is imported by the worker, so it is not an entry. */
const isEntry = (name: string): boolean => /^(?:[a-z]+-)?(?:worker|thread)-[\w-]+\.js$/.test(name);

test('a worker’s entry imports its main module or nothing, and no script imports an entry', () => {
  const scripts = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.js'),
  );
  const names = scripts.map((path) => path.split(/[\\/]/).at(-1) as string);
  expect(names.filter(isEntry).length).toBeGreaterThanOrEqual(4);
  for (const [i, path] of scripts.entries()) {
    const script = readFileSync(join(SITE, path), 'utf8');
    const imported = [...script.matchAll(IMPORTS)].map(([, name]) => name as string);
    expect(imported.filter(isEntry), path).toEqual([]);
    if (isEntry(names[i] as string) && script.includes('import'))
      expect(script.trim()).toMatch(/^import"\.\/main-[\w-]+\.js";?$/);
  }
});

test('a script of the npm package imports and exports nothing, so that bundlers copy it as it is', () => {
  const names = readdirSync(PACKAGE).filter((name) => name.endsWith('.js'));
  expect(names.filter((name) => /worker|thread/.test(name)).length).toBeGreaterThanOrEqual(4);
  // Node compiles it as a classic script, as minifiers do, and refuses what only modules may contain.
  for (const name of names) new Script(readFileSync(join(PACKAGE, name), 'utf8'), { filename: name });
});

test('the source map of a script of the npm package leads from its code to its source', () => {
  const script = readFileSync(join(PACKAGE, 'clip-worker.js'), 'utf8');
  const map = JSON.parse(readFileSync(join(PACKAGE, 'clip-worker.js.map'), 'utf8'));
  const message = 'does not output its last hidden layer';
  const before = script.slice(0, script.indexOf(message)).split('\n');
  const place = new SourceMap(map).findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (!('originalSource' in place)) throw new Error('The map knows nothing of this place.');
  const source: string = map.sourcesContent[map.sources.indexOf(place.originalSource)];
  expect(
    source
      .split('\n')
      .slice(place.originalLine, place.originalLine + 3)
      .join(),
  ).toContain(message);
});
