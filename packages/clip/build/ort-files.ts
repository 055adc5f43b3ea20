import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Names of onnxruntime-web's binaries and of the scripts that load them. */
export const ORT_FILES = ['', '.jspi', '.asyncify'].flatMap((build) =>
  ['mjs', 'wasm'].map((ending) => `ort-wasm-simd-threaded${build}.${ending}`),
);

/** The folder that they are in. */
export const ORT_FOLDER = dirname(
  createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
);

/**
 * Serves onnxruntime-web's binaries from `ort/` of our own origin, untouched: it imports its script
 * by URL, also in the threads that it starts, so neither may be bundled or renamed.
 *
 * @param headers Sent with every file by the development server.
 */
export function ortFiles(headers: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'ort-files',
    generateBundle() {
      for (const name of ORT_FILES) {
        this.emitFile({
          type: 'asset',
          fileName: `ort/${name}`,
          source: readFileSync(join(ORT_FOLDER, name)),
        });
      }
    },
    configureServer(server) {
      server.middlewares.use('/ort', (request, response, next) => {
        const name = ORT_FILES.find((file) => request.url?.split('?')[0] === `/${file}`);
        if (!name) return next();
        response.setHeader('Content-Type', name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
        for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
        createReadStream(join(ORT_FOLDER, name)).pipe(response);
      });
    },
  };
}
