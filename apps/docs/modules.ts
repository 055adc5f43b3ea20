import { fileURLToPath } from 'node:url';

/** A documented module. */
export interface DocumentedModule {
  /** Its name on the site. */
  name: string;
  /** Its file in `dist/web-clip/`, if it is shipped as one. */
  file?: string;
  /** Absolute path of its source, with slashes, as the compiler writes it. */
  source: string;
}

const packages = (path: string): string =>
  fileURLToPath(new URL(`../../packages/${path}`, import.meta.url)).replaceAll('\\', '/');

/** The public modules, in the order of the site. */
export const MODULES: readonly DocumentedModule[] = [
  { name: 'web-clip', file: 'web-clip.js', source: packages('clip/src/index.ts') },
  { name: 'photos', file: 'photos.js', source: packages('photos/src/index.ts') },
  { name: 'element', file: 'element.js', source: packages('element/src/index.ts') },
  { name: 'vectors', file: 'vectors.js', source: packages('vectors/src/index.ts') },
  { name: 'worker', source: packages('clip/src/worker.ts') },
];
