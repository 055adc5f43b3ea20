import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Types of files that become smaller. Models hardly do, and a compressed file cannot be resumed. */
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html;charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  md: 'text/markdown',
  mjs: 'text/javascript',
  svg: 'image/svg+xml',
  txt: 'text/plain;charset=utf-8',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};

/** Fast enough to compress a file when it is first requested. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

const ENCODERS = {
  br: (file: Buffer): Promise<Buffer> => promisify(brotliCompress)(file, QUALITY),
  gzip: (file: Buffer): Promise<Buffer> => promisify(gzip)(file),
};

/** Files whose names change with their content. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;

/** How long browsers may keep them without asking. `_headers` says the same to other hosts. */
export const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * Makes the server of the built site compress what it sends, as most hosts do. Ranges, images and models are sent as
 * they are.
 *
 * @param root Path of the built site.
 */
export function compression(root: string): Plugin {
  const compressed = new Map<string, Buffer>();
  return {
    name: 'compression',
    // After all that only adds headers.
    enforce: 'post',
    configurePreviewServer({ middlewares }) {
      middlewares.use(async (request, response, next) => {
        const { method = '', headers, url = '/' } = request;
        const accepted = String(headers['accept-encoding'] ?? '');
        // Otherwise Vite would compress the rest, even models.
        delete headers['accept-encoding'];
        const { pathname } = new URL(url, 'http://host');
        const file = join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
        const type = TYPES[/\.(\w+)$/.exec(file)?.[1] ?? ''];
        const found = type === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
        const encoding = (['br', 'gzip'] as const).find((each) => new RegExp(`\\b${each}\\b`).test(accepted));
        if (!found?.isFile()) return next();
        response.setHeader('Vary', 'Accept-Encoding');
        if (!encoding || headers.range || !['GET', 'HEAD'].includes(method)) return next();
        const tag = `W/"${found.size}-${found.mtimeMs}-${encoding}"`;
        response.setHeader('ETag', tag);
        response.setHeader('Cache-Control', HASHED.test(pathname) ? FOR_GOOD : 'no-cache');
        if (headers['if-none-match'] === tag) return response.writeHead(304).end();
        const key = `${file} ${tag}`;
        const body = await (compressed.get(key) ?? ENCODERS[encoding](readFileSync(file)));
        compressed.set(key, body);
        response.writeHead(200, {
          'Content-Encoding': encoding,
          'Content-Type': type,
          'Content-Length': body.length,
        });
        response.end(method === 'HEAD' ? undefined : body);
      });
    },
  };
}
