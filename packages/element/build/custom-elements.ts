import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClassMember, CustomElement, Package } from 'custom-elements-manifest/schema';
import type { PhotoSearchEvents } from '../src/events.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The analyzer only writes below the folder that it runs in. */
const OUT = join(PACKAGE, 'node_modules/.cache/custom-elements');

const EVENT_TYPES: Readonly<Record<keyof PhotoSearchEvents, string>> = {
  ready: 'CustomEvent<ClipInfo>',
  results: 'CustomEvent<SearchResults>',
  select: 'CustomEvent<readonly Photo[]>',
  error: 'CustomEvent<ClipError>',
  progress: 'CustomEvent<PhotoSearchProgress>',
};

/**
 * Describes `<photo-search>` for editors and framework tools: https://custom-elements-manifest.open-wc.org
 *
 * @param module Path of the module that defines the element, relative to the package that is shipped.
 * @returns What its `custom-elements.json` contains.
 * @throws Error if the analyzer fails.
 */
export function customElementsManifest(module: string): Package {
  const analyzer = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/package.json');
  const args = [
    '--litelement',
    '--globs',
    'src/photo-search.ts',
    '--outdir',
    relative(PACKAGE, OUT),
    '--quiet',
  ];
  execFileSync(process.execPath, [join(dirname(analyzer), 'cem.js'), 'analyze', ...args], { cwd: PACKAGE });
  const manifest = JSON.parse(
    withoutLinks(readFileSync(join(OUT, 'custom-elements.json'), 'utf8')),
  ) as Package;
  for (const { declarations = [] } of manifest.modules) {
    for (const declaration of declarations as CustomElement[]) {
      declaration.members = (declaration.members ?? []).filter(isPublic);
      for (const event of declaration.events ?? []) {
        event.type = { text: EVENT_TYPES[event.name as keyof PhotoSearchEvents] };
      }
    }
  }
  return JSON.parse(JSON.stringify(manifest).replaceAll('src/photo-search.ts', module));
}

const isPublic = ({ privacy }: ClassMember): boolean => privacy !== 'private' && privacy !== 'protected';

/** Links of TSDoc mean nothing in other tools. */
const withoutLinks = (text: string): string => text.replaceAll(/\{@link ([^}]+)\}/g, '$1');
