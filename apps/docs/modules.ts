import { fileURLToPath } from 'node:url';

/** A documented module. */
export interface DocumentedModule {
  /** Its name on the site. */
  name: string;
  /** What pages import it by. */
  specifier: string;
  /** Absolute path of its source, with slashes, as the compiler writes it. */
  source: string;
}

const packages = (path: string): string =>
  fileURLToPath(new URL(`../../packages/${path}`, import.meta.url)).replaceAll('\\', '/');

/** The public modules, in the order of the site. */
export const MODULES: readonly DocumentedModule[] = [
  { name: 'web-clip', specifier: 'web-clip', source: packages('clip/src/index.ts') },
  { name: 'photos', specifier: 'web-clip/photos', source: packages('photos/src/index.ts') },
  { name: 'element', specifier: 'web-clip/element', source: packages('element/src/index.ts') },
  { name: 'vectors', specifier: 'web-clip/vectors', source: packages('vectors/src/index.ts') },
  { name: 'worker', specifier: 'web-clip/worker', source: packages('clip/src/worker.ts') },
];
