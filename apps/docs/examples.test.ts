import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MODULES } from './modules.ts';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(WORKSPACE, '.cache/examples');

/** Pages with examples, relative to the workspace. */
const PAGES = [
  'README.md',
  ...readdirSync(new URL('guide', import.meta.url)).map((page) => `apps/docs/guide/${page}`),
];

/** Code of a page: its JavaScript, its TypeScript, and the scripts in its HTML. */
function examplesOf(text: string): string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, language, code = '']) => {
    if (language === 'js' || language === 'ts') return [code];
    if (language !== 'html') return [];
    return [...code.matchAll(/<script type="module">\n(.*?)<\/script>/gs)].map(([, script = '']) => script);
  });
}

/** Imports the sources in the place of the package. */
const fromSources = (code: string): string =>
  MODULES.reduce((text, { specifier, source }) => text.replaceAll(`'${specifier}'`, `'${source}'`), code);

/** Examples do not ask whether their page has the elements that they look up. */
const PAGE_HAS_IT_ALL = `interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): any;
}`;

const CONFIG = {
  extends: join(WORKSPACE, 'tsconfig.json'),
  // The examples are JavaScript, and short.
  compilerOptions: { noImplicitAny: false, noUncheckedIndexedAccess: false, noUnusedLocals: false },
  include: ['.', join(WORKSPACE, 'packages/**/*.d.ts')],
};

test('the examples have the types of the sources', { timeout: 120_000 }, () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(CONFIG));
  writeFileSync(join(FOLDER, 'page.d.ts'), PAGE_HAS_IT_ALL);
  for (const page of PAGES) {
    for (const [i, code] of examplesOf(readFileSync(join(WORKSPACE, page), 'utf8')).entries()) {
      writeFileSync(join(FOLDER, `${basename(page, '.md')}-${i}.ts`), `${fromSources(code)}\nexport {};\n`);
    }
  }
  // Shows that the compiler has looked.
  writeFileSync(join(FOLDER, 'wrong.ts'), `export const wrong: string = 1;`);
  expect(mistakesIn(FOLDER)).toEqual([expect.stringMatching(/^wrong\.ts/)]);
});

/** @returns What the compiler says of the files in a project’s own folder. */
function mistakesIn(folder: string): string[] {
  const compiler = createRequire(join(WORKSPACE, 'package.json')).resolve('typescript/package.json');
  const args = [join(dirname(compiler), 'bin/tsc'), '--project', folder, '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^[\w-]+\.ts\(/.test(line));
}
