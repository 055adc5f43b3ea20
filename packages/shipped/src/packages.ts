import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package that contributes to `dist/`. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** An SPDX expression (https://spdx.org/licenses/). */
  licence: string;
  /** URL of its source or homepage. */
  home: string;
  /** Its author's name, or empty if unknown. */
  author: string;
  folder: string;
  /** Its dependencies, as `name@version`. */
  needs: string[];
}

/** The fields of a package.json that are read here. */
interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  author?: string | { name: string };
  repository?: string | { url: string };
  dependencies?: Record<string, string>;
}

/**
 * Packages that the build adds: the runtimes of the service worker and of AssemblyScript. None of our packages
 * depends on them.
 */
const OF_THE_BUILD = [
  ['vite-plugin-pwa', 'workbox-build', 'workbox-precaching'],
  ['vite-plugin-pwa', 'workbox-build', 'workbox-expiration'],
  ['assemblyscript'],
];

/** Types and a compiler, which add nothing to `dist/`. */
const NOTHING_SHIPS = /^(@types\/.*|undici-types|binaryen)$/;

/**
 * Walks the dependencies of a workspace's packages, as installed. This includes what they bundle, so the result may
 * list more than ends up in `dist/`, but not less.
 *
 * @param workspace Path of the workspace.
 * @param roots Folders of the shipped packages, relative to the workspace.
 * @returns All third-party packages, by name.
 */
export function shippedPackages(workspace: string, roots: readonly string[]): ShippedPackage[] {
  const found = new Map<string, ShippedPackage>();
  const visit = (folder: string): string => {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version, license, homepage, author = '', repository, dependencies = {} } = manifest;
    const id = `${name}@${version}`;
    if (found.has(id)) return id;
    const needs: string[] = [];
    const home = webAddress(
      (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? '',
    );
    found.set(id, {
      name,
      version,
      licence: license ?? '',
      home,
      author: typeof author === 'string' ? author : author.name,
      folder,
      needs,
    });
    for (const needed of Object.keys(dependencies)) {
      // pnpm-workspace.yaml removes some dependencies.
      const installed = NOTHING_SHIPS.test(needed) ? undefined : find(needed, folder);
      if (installed) needs.push(visit(installed));
    }
    return id;
  };
  for (const root of roots) visit(join(workspace, root));
  for (const path of OF_THE_BUILD) visit(path.reduce((folder, name) => installed(name, folder), workspace));
  return [...found.values()]
    .filter(({ folder }) => folder.includes('node_modules'))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** @returns The folder of a package, as Node resolves it from another package's folder. */
function find(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function installed(name: string, from: string): string {
  const folder = find(name, from);
  if (folder) return folder;
  throw new Error(`${name} is not installed for ${from}. Run npm run setup.`);
}

/** A repository may be given as https, git, git+https, or `owner/name` on GitHub. */
function webAddress(repository: string): string {
  const path = repository
    .replace(/^([a-z+]+:\/\/|github:)/, (prefix) => (prefix === 'github:' ? 'github.com/' : ''))
    .replace(/\.git$/, '');
  return path === repository ? `https://github.com/${path}` : `https://${path}`;
}
