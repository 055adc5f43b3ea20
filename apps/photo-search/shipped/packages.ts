import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package of which something is in `dist/`. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** An SPDX expression (https://spdx.org/licenses/). */
  licence: string;
  /** Where its source is, or what it says of itself. */
  home: string;
  /** Its author's name; empty where it tells none. */
  author: string;
  folder: string;
  /** Those that it is made from, as `name@version`. */
  needs: string[];
}

/** What is read of a package.json. */
interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  author?: string | { name: string };
  repository?: string | { url: string };
  dependencies?: Record<string, string>;
}

/** What the build puts in: the service worker's runtime, and AssemblyScript's. No package of ours depends on them. */
const OF_THE_BUILD = [
  ['vite-plugin-pwa', 'workbox-build', 'workbox-precaching'],
  ['vite-plugin-pwa', 'workbox-build', 'workbox-expiration'],
  ['assemblyscript'],
];

/** Types and a compiler, which leave nothing behind. */
const NOTHING_SHIPS = /^(@types\/.*|undici-types|binaryen)$/;

/**
 * Walks the dependencies of the packages in a workspace, as they are installed. What they bundle is among them, so that
 * this is rather more than what ends up in `dist/` than less.
 *
 * @param workspace Its folder.
 * @param roots Folders of the packages that ship, relative to it.
 * @returns All of other people's, by name.
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
      // Some are replaced by nothing in pnpm-workspace.yaml.
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

/** @returns The folder of a package, as Node finds it from another one's. */
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
  throw new Error(`${name} is not installed beside ${from}.`);
}

/** A repository may be given as https, git, git+https, or `owner/name` of GitHub. */
function webAddress(repository: string): string {
  const path = repository
    .replace(/^([a-z+]+:\/\/|github:)/, (prefix) => (prefix === 'github:' ? 'github.com/' : ''))
    .replace(/\.git$/, '');
  return path === repository ? `https://github.com/${path}` : `https://${path}`;
}
