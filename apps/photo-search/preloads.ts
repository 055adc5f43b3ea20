import type { Plugin } from 'vite';

/** Scripts of workers that every first visit needs, and their chunks that are loaded later. */
const NEEDED = /^assets\/(worker|photo-worker|encoder-thread|library-service|tokenizer)-[\w-]+\.js$/;

/**
 * Makes the page load its workers' scripts along with its own. Otherwise each is requested when the script before it
 * has arrived and run.
 */
export function preloads(): Plugin {
  return {
    name: 'preloads',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const needed = Object.values(bundle).filter(({ fileName }) => NEEDED.test(fileName));
        const imported = needed.flatMap((file) => {
          const source = String(file.type === 'chunk' ? file.code : file.source);
          return Array.from(source.matchAll(/^import"\.\/([\w-]+\.js)"/g), ([, name]) => `assets/${name}`);
        });
        return [...new Set([...needed.map(({ fileName }) => fileName), ...imported])].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `./${name}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}
