import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '@web-clip/cli/serve';

/** Folder of everything that the check makes. */
export const FOLDER = join(WORKSPACE, '.cache/package-check');

/** The packed npm package, as `npm publish` would send it. */
export const TARBALL = join(FOLDER, 'web-clip.tgz');

const PACKAGE = join(WORKSPACE, 'packages/web-clip');

/** The package's version. */
export const { version: VERSION }: { version: string } = JSON.parse(
  readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
);

/**
 * Packs the package that was built last.
 *
 * @throws Error if packing fails.
 */
export function pack(): void {
  mkdirSync(FOLDER, { recursive: true });
  run('npm', ['pack', '--silent', '--pack-destination', FOLDER], PACKAGE);
  renameSync(join(FOLDER, `web-clip-${VERSION}.tgz`), TARBALL);
}

// Vite has set NODE_ENV for this process, and npm would leave out what a build needs.
const { NODE_ENV: _, ...env } = process.env;

/** The environment of programs, in which none reports to its makers. */
export const QUIET = { ...env, ASTRO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };

/** Options of `npm install`. */
export const OPTIONS: readonly string[] = ['--no-audit', '--no-fund', '--ignore-scripts'];

/**
 * @param name Of a program.
 * @param args Its arguments.
 * @param folder Where it runs.
 * @throws Error with all that it printed, if it fails.
 */
export function run(name: string, args: readonly string[], folder: string): void {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd: folder,
    encoding: 'utf8',
    env: QUIET,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed in ${folder}:\n${stdout}\n${stderr}`);
}
