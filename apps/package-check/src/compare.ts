import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { complaints } from './complaints.ts';
import { emptied } from './install.ts';
import { OPTIONS, QUIET, run, TARBALL } from './packed.ts';

/** Packages that are known for being well made, and those that do a similar thing, in their latest versions. */
const OTHERS = ['comlink', 'idb-keyval', 'lit', '@huggingface/transformers', '@mlc-ai/web-llm'];

/** What `npm pack --json` says of a package. */
interface Packed {
  name: string;
  version: string;
  filename: string;
  /** Of the tarball, in bytes. */
  size: number;
  unpackedSize: number;
  files: readonly { path: string }[];
}

/** The parts of a package.json that are compared. */
interface Manifest {
  exports?: string | Record<string, unknown>;
  sideEffects?: unknown;
}

/** A column of the table. */
interface Column {
  title: string;
  /** Cells by the name of their row. */
  cells: Record<string, string>;
}

/**
 * Compares our packed package with others, which npm downloads and installs.
 *
 * @returns A table in Markdown.
 */
export async function comparison(): Promise<string> {
  const columns: Column[] = [];
  for (const name of ['web-clip', ...OTHERS]) columns.push(await columnOf(name));
  const rows = Object.keys(columns[0]?.cells ?? {});
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...columns.map(({ title }) => title)]),
    line(['-', ...columns.map(() => '-')]),
    ...rows.map((row) => line([row, ...columns.map(({ cells }) => cells[row])])),
  ].join('\n');
}

async function columnOf(name: string): Promise<Column> {
  const folder = emptied(`compare/${name.replace('/', '-')}`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const { stdout } = spawnSync('npm', ['pack', '--json', name === 'web-clip' ? TARBALL : name], {
    cwd: folder,
    encoding: 'utf8',
    env: QUIET,
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(stdout) as [Packed];
  const tarball = join(folder, packed.filename);
  run('npm', ['install', ...OPTIONS, tarball], folder);
  const installed = join(folder, 'node_modules');
  const manifest: Manifest = JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(installed, '.package-lock.json'), 'utf8'));
  const packages: { hasInstallScript?: boolean }[] = Object.values(lock.packages);
  const has = (pattern: RegExp): string => yesOrNo(packed.files.some(({ path }) => pattern.test(path)));
  const count = (pattern: RegExp): string =>
    String(packed.files.filter(({ path }) => pattern.test(path)).length);
  const said = await complaints(tarball);
  const saidBy = (tool: string): string => String(said.filter((each) => each.startsWith(tool)).length);
  return {
    title: `${name} ${packed.version}`,
    cells: {
      'download, packed': megabytes(packed.size),
      'packages after an install': String(packages.length),
      'their size': megabytes(await sizeOf(installed)),
      'install scripts': String(packages.filter(({ hasInstallScript }) => hasInstallScript).length),
      'exports map with types': yesOrNo(
        typeof manifest.exports === 'object' && JSON.stringify(manifest.exports).includes('"types"'),
      ),
      'declaration files': count(/\.d\.[mc]?ts$/),
      'attw complaints': saidBy('attw'),
      'publint complaints': saidBy('publint'),
      '`sideEffects`': yesOrNo(manifest.sideEffects !== undefined),
      'source maps': count(/\.[mc]?js\.map$/),
      README: has(/^readme\.md$/i),
      licence: has(/^licen[cs]e/i),
      'notices of bundled software': has(/licences\.txt$|notices?(\.\w+)?$|third.?party/i),
      changelog: has(/^changelog\.md$/i),
      'entries that Node imports': importedByNode(folder, name, manifest),
    },
  };
}

/** @returns How many of a package's entries Node imports without an error, of how many. */
function importedByNode(folder: string, name: string, { exports = '.' }: Manifest): string {
  const paths = typeof exports === 'object' ? Object.keys(exports) : ['.'];
  // Conditions instead of entries, types alone, and files that are no modules.
  const isModule = (path: string): boolean =>
    !/[*]|\.(json|css)$/.test(path) &&
    !(typeof exports === 'object' && Object.keys(exports[path] ?? {}).join() === 'types');
  const entries = (paths.some((path) => path.startsWith('.')) ? paths : ['.']).filter(isModule);
  const imported = entries.filter((entry) => {
    const code = `await import(${JSON.stringify(join(name, entry).replaceAll('\\', '/'))}); process.exit()`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder }).status === 0;
  });
  return `${imported.length} of ${entries.length}`;
}

/** @returns The size of all files in a folder, in bytes. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

const megabytes = (bytes: number): string => {
  const size = bytes / 1e6;
  return `${size < 10 ? Number(size.toPrecision(2)) : Math.round(size)} MB`;
};
