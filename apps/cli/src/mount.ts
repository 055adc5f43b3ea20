import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream';
import type { Plugin } from 'vite';

/** Answers one request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets the server of the built site answer other paths as well.
 *
 * @param handlers By the path that they answer for.
 */
export function mounted(handlers: Readonly<Record<string, Handler>>): Plugin {
  return {
    name: 'mounted',
    configurePreviewServer({ middlewares }) {
      for (const [path, handler] of Object.entries(handlers)) middlewares.use(path, handler);
    },
  };
}

/**
 * Serves a folder's files. What is not there is answered with 404, and not with the site's page.
 *
 * @param folder Its path.
 */
export function filesOf(folder: string): Handler {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = join(folder, normalize(decodeURIComponent(pathname)));
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Length': found.size });
    if (request.method === 'HEAD') response.end();
    // A file that cannot be read breaks off, as it would on any host.
    else pipeline(createReadStream(file), response, () => undefined);
  };
}

/**
 * Answers with a JSON document.
 *
 * @param value What it says.
 */
export function jsonOf(value: unknown): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
}

/**
 * Takes JSON documents that are posted.
 *
 * @param take Is given each.
 */
export function inbox(take: (document: never) => void): Handler {
  return async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    take(JSON.parse(Buffer.concat(parts).toString('utf8')) as never);
    response.writeHead(204).end();
  };
}
