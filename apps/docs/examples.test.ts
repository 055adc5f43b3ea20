import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { filesIn } from './files.ts';
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

/** The compiler's settings; examples are short, and mostly JavaScript. */
const configOf = (settings: object): object => ({
  extends: join(WORKSPACE, 'tsconfig.json'),
  compilerOptions: {
    noImplicitAny: false,
    noUncheckedIndexedAccess: false,
    noUnusedLocals: false,
    ...settings,
  },
  include: ['.', join(WORKSPACE, 'packages/**/*.d.ts')],
});

test('the examples in the texts have the types of the sources', { timeout: 120_000 }, () => {
  const codes = PAGES.flatMap((page) =>
    examplesOf(readFileSync(join(WORKSPACE, page), 'utf8')).map((code, i): [string, string] => [
      `${basename(page, '.md')}-${i}.ts`,
      `${code}\nexport {};\n`,
    ]),
  );
  expect(mistakesIn('texts', codes)).toEqual([]);
});

test('the example pages have the types of the sources', { timeout: 120_000 }, () => {
  const scripts = filesIn(join(WORKSPACE, 'apps/examples/pages')).filter((path) => path.endsWith('.js'));
  const codes = scripts.map((path): [string, string] => [basename(path), readFileSync(path, 'utf8')]);
  const plain = { allowJs: true, checkJs: true, strict: false, exactOptionalPropertyTypes: false };
  expect(mistakesIn('pages', codes, plain)).toEqual([]);
});

/**
 * @param name Of a new folder.
 * @param codes Names and texts of its files.
 * @returns What the compiler says of them.
 */
function mistakesIn(name: string, codes: readonly [string, string][], settings: object = {}): string[] {
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write('tsconfig.json', JSON.stringify(configOf(settings)));
  write('page.d.ts', PAGE_HAS_IT_ALL);
  for (const [file, code] of codes) write(file, fromSources(code));
  // Shows that the compiler has looked.
  write('wrong.ts', `import { row } from '${MODULES[0]?.source}';\nexport const wrong: string = row;\n`);
  const compiler = createRequire(join(WORKSPACE, 'package.json')).resolve('typescript/package.json');
  const args = [join(dirname(compiler), 'bin/tsc'), '--project', folder, '--pretty', 'false'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const [wrong, ...others] = stdout
    .split('\n')
    .filter((line) => /^[\w-]+\.[jt]s\(/.test(line))
    .sort((a, b) => Number(b.startsWith('wrong')) - Number(a.startsWith('wrong')));
  expect(wrong).toMatch(/^wrong\.ts/);
  return others;
}
