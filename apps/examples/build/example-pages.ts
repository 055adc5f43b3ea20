import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PAGES = fileURLToPath(new URL('../pages/', import.meta.url));

/**
 * Ships the pages that need no bundler, unchanged except for the policy.
 *
 * @param withPolicy Adds the site's content security policy to a page.
 */
export function examplePages(withPolicy: (html: string) => string): Plugin {
  return {
    name: 'example-pages',
    generateBundle() {
      for (const entry of readdirSync(PAGES, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = `${entry.parentPath}/${entry.name}`;
        const text = readFileSync(path, 'utf8');
        this.emitFile({
          type: 'asset',
          fileName: `examples/${path.slice(PAGES.length).replaceAll('\\', '/')}`,
          source: path.endsWith('.html') ? withPolicy(text) : text,
        });
      }
    },
  };
}
