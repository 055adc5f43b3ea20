import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What is wrong with an answer: it breaks off after so many bytes, never quite ends, is a web page, or is not there. */
type Fault = number | 'stall' | 'page' | 'missing';

/** A host of models like the Hugging Face hub, on another origin than the page. */
export interface ModelHost {
  /** Ends with a slash. */
  url: string;
  /** Method and path of every request so far. */
  requests: string[];
  /** Breaks the answers for a path from now on; undefined mends them. */
  cut(path: string, fault: Fault | undefined): void;
  /** Answers under way. */
  open(): number;
  close(): Promise<void>;
}

/**
 * Serves one folder as `<repository>/resolve/main/`, with CORS, lengths and byte ranges.
 *
 * @param repository `owner/name`.
 * @param folder Its files.
 */
export async function hostModel(repository: string, folder: string): Promise<ModelHost> {
  const requests: string[] = [];
  const faults = new Map<string, Fault>();
  const open = new Set<ServerResponse>();
  const prefix = `/${repository}/resolve/main/`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    requests.push(`${request.method} ${pathname}`);
    open.add(response);
    response.on('close', () => open.delete(response));
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname.startsWith(prefix)) {
      const file = join(folder, normalize(`/${pathname.slice(prefix.length)}`));
      answer(file, request, response, faults.get(pathname.slice(1)));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    requests,
    cut: (path, fault) => (fault === undefined ? faults.delete(path) : faults.set(path, fault)),
    open: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): void {
  if (fault === 'page') {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
    return;
  }
  const size = fault === 'missing' ? undefined : statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (file.endsWith('.json') && size >= 1000 && request.method === 'GET') {
    // As CDNs do from about a kilobyte, without telling pages of other origins.
    const zipped = gzipSync(readFileSync(file));
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': zipped.length }).end(zipped);
    return;
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] ? Number(range[2]) : size - 1;
  response.writeHead(range ? 206 : 200, {
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start + 1,
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD') response.end();
  else if (typeof fault === 'number')
    breakOff(createReadStream(file, { start, end: start + fault }), response);
  else if (fault === 'stall')
    createReadStream(file, { start, end: start + 100_000 }).pipe(response, { end: false });
  else createReadStream(file, { start, end }).pipe(response);
}

function breakOff(part: NodeJS.ReadableStream, response: ServerResponse): void {
  part.pipe(response, { end: false });
  part.on('end', () => setTimeout(() => response.destroy(), 50));
}
