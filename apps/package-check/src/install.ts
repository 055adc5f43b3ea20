import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKSPACE } from '@web-clip/cli/serve';
import { FOLDER, OPTIONS, run, TARBALL } from './packed.ts';
import { IMAGE } from './uses.ts';

/** Folder of the projects that run `page.js`. */
const PROJECTS = fileURLToPath(new URL('../projects', import.meta.url));

/** Folder of the projects that are examples. */
export const EXAMPLES = join(WORKSPACE, 'apps/examples/projects');

/** @returns The path of an empty folder for a project. */
export function emptied(name: string): string {
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Copies a project that runs `page.js`, and installs the packed package and the project's own tools.
 *
 * @param folderOfImage Where the project's image belongs.
 * @returns The copy's path.
 */
export function installed(name: string, folderOfImage = '.', npmOptions: readonly string[] = []): string {
  const folder = emptied(name);
  cpSync(join(PROJECTS, name), folder, { recursive: true });
  copyFileSync(join(PROJECTS, 'page.js'), join(folder, 'page.js'));
  mkdirSync(join(folder, folderOfImage), { recursive: true });
  copyFileSync(IMAGE, join(folder, folderOfImage, 'pizza.webp'));
  run('npm', ['install', ...OPTIONS, ...npmOptions], folder);
  return folder;
}

/**
 * Copies an example, and installs the packed package and what else it depends on.
 *
 * @param linked All of its other dependencies, if it takes them from this workspace and needs no network.
 * @returns The copy's path.
 */
export function installedExample(name: string, linked: readonly string[] = []): string {
  const folder = emptied(name);
  cpSync(join(EXAMPLES, name), folder, { recursive: true });
  const file = join(folder, 'package.json');
  const project = JSON.parse(readFileSync(file, 'utf8'));
  project.dependencies['web-clip'] = `file:${TARBALL}`;
  for (const each of linked) {
    delete project.dependencies[each];
    delete project.devDependencies[each];
  }
  writeFileSync(file, JSON.stringify(project));
  run('npm', ['install', ...OPTIONS, ...(linked.length > 0 ? ['--offline'] : [])], folder);
  const { resolve } = createRequire(import.meta.url);
  for (const each of linked)
    symlinkSync(dirname(resolve(`${each}/package.json`)), join(folder, 'node_modules', each), 'junction');
  return folder;
}

/** @returns The path of the unpacked package. */
export function unpacked(name: string): string {
  const folder = emptied(name);
  run('tar', ['-xzf', TARBALL, '-C', folder], folder);
  return join(folder, 'package');
}
