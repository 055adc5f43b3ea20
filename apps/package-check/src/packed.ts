import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '@web-clip/cli/serve';

/** Folder of everything that the check makes. */
export const FOLDER = join(WORKSPACE, '.cache/package-check');

/** The packed npm package, as `npm publish` would send it. */
export const TARBALL = join(FOLDER, 'web-clip.tgz');

/**
 * Packs the package that was built last.
 *
 * @throws Error if packing fails.
 */
export function pack(): void {
  mkdirSync(FOLDER, { recursive: true });
  const folder = join(WORKSPACE, 'packages/web-clip');
  run('npm', ['pack', '--silent', '--pack-destination', FOLDER], folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  renameSync(join(FOLDER, `web-clip-${version}.tgz`), TARBALL);
}

/**
 * @param name Of a program.
 * @param args Its arguments.
 * @param folder Where it runs.
 * @throws Error with all that it printed, if it fails.
 */
export function run(name: string, args: readonly string[], folder: string): void {
  // Vite has set it for this process, and npm would leave out what a build needs.
  const { NODE_ENV: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed in ${folder}:\n${stdout}\n${stderr}`);
}
