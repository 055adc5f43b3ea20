import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { searchElement, type Use } from './uses.ts';
import { visit } from './visit.ts';

/** A page of the Vite project that imports one entry of the package. */
interface EntryPage {
  entry: string;
  /** What it has done at last. */
  until: string;
  path: string;
  use: Use;
  /** Most that it may load until then, gzipped, in kB: scripts, and all files with the bundled model. */
  budget: { scripts: number; all: number };
}

const says =
  (text: string): Use =>
  (page: Page) =>
    page.locator('output', { hasText: text }).waitFor();

const PAGES: readonly EntryPage[] = [
  {
    entry: 'web-clip',
    until: 'the first label',
    path: 'label.html',
    use: says('pizza'),
    budget: { scripts: 140, all: 4800 },
  },
  {
    entry: 'web-clip/photos',
    until: 'the first search',
    path: 'search.html',
    use: says('pizza.webp'),
    budget: { scripts: 240, all: 4800 },
  },
  {
    entry: 'web-clip/element',
    until: 'the first search',
    path: 'element.html',
    use: searchElement,
    budget: { scripts: 330, all: 4800 },
  },
  {
    entry: 'web-clip/vectors',
    until: 'the first search',
    path: 'vectors.html',
    use: says('7: 0.8'),
    budget: { scripts: 11, all: 11 },
  },
];

/** What the pages of one entry load. */
export interface EntrySize extends EntryPage {
  /** Scripts, minified and gzipped, in kB. */
  scripts: number;
  /** All files, gzipped, in kB. */
  all: number;
  /** Paths of binaries of WASM. */
  wasm: string[];
}

/**
 * Sees what each entry of the package loads.
 *
 * @param url Of the Vite project.
 * @param dist Its files.
 * @param milliseconds How long each step may take.
 */
export async function entrySizes(
  browser: Browser,
  url: string,
  dist: string,
  milliseconds: number,
): Promise<EntrySize[]> {
  const sizes: EntrySize[] = [];
  for (const page of PAGES) {
    const { files } = await visit(browser, url + page.path, milliseconds, page.use);
    const shipped = [...new Set(files)].filter((file) => existsSync(join(dist, file)));
    const size = (of: readonly string[]): number =>
      Math.round(of.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000);
    sizes.push({
      ...page,
      scripts: size(shipped.filter((file) => file.endsWith('.js'))),
      all: size(shipped),
      wasm: shipped.filter((file) => file.endsWith('.wasm')),
    });
  }
  return sizes;
}

/** @returns A line that says what an entry loads. */
export const sizeLine = ({ entry, until, scripts, all, budget }: EntrySize): string =>
  `${entry}, until ${until}: ${scripts} kB of scripts (budget: ${budget.scripts}), ${all} kB in all (budget: ${budget.all}), gzipped`;

/** @returns Why an entry loads too much, or undefined. */
export function excess({ scripts, all, wasm, budget }: EntrySize): string | undefined {
  if (wasm.length > 0) return `It loads ${wasm.join(', ')}.`;
  return scripts > budget.scripts || all > budget.all ? 'It exceeds its budget.' : undefined;
}
