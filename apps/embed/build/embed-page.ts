import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Ships the embedded page unchanged except for the policy, because it demonstrates the module without a bundler.
 *
 * @param withPolicy Adds the site's content security policy to a page.
 */
export function embedPage(withPolicy: (html: string) => string): Plugin {
  return {
    name: 'embed-page',
    generateBundle() {
      const page = withPolicy(readFileSync(new URL('../index.html', import.meta.url), 'utf8'));
      const script = readFileSync(new URL('../labels.js', import.meta.url));
      this.emitFile({ type: 'asset', fileName: 'embed/index.html', source: page });
      this.emitFile({ type: 'asset', fileName: 'embed/labels.js', source: script });
    },
  };
}
