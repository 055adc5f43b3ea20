import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream';
import type { Plugin } from 'vite';

/** Answers one request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets the server of the built site answer additional paths.
 *
 * @param handlers Handlers by path.
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
 * Serves a folder's files. For missing files it answers 404 instead of the site's page.
 *
 * @param folder Path of the folder.
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
    // If the file cannot be read, the response breaks off, as on any host.
    else pipeline(createReadStream(file), response, () => undefined);
  };
}

/**
 * Answers with a JSON document.
 *
 * @param value Its value.
 */
export function jsonOf(value: unknown): Handler {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
}

/**
 * Receives posted JSON documents.
 *
 * @param take Called with each document.
 */
export function inbox(take: (document: never) => void): Handler {
  return async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    take(JSON.parse(Buffer.concat(parts).toString('utf8')) as never);
    response.writeHead(204).end();
  };
}
