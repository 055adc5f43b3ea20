import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Body, type Fault, type Sent, send } from './send.ts';
/** How the host identifies its files' contents: by a hash in a header, by LFS pointers, or not at all. */
export type Telling = 'header' | 'pointer' | 'nothing';

/** A model host like the Hugging Face hub, on another origin than the page. */
export interface ModelHost {
  /** Ends with a slash. */
  url: string;
  /** Method and path of every request so far, without CORS preflight requests. */
  requests: string[];
  /** All responses with files so far. */
  sent: Sent[];
  /** The faults that have taken effect so far. */
  injected: Fault[];
  /** Sets the fault for a path from now on, or a function that chooses it for each response. Undefined removes it. */
  misbehave(path: string, fault: Fault | (() => Fault | undefined) | undefined): void;
  /** Number of responses in progress. */
  open(): number;
  close(): Promise<void>;
}

/** Options of a host. */
export interface HostOptions {
  /** Default: `nothing`. */
  telling?: Telling;
  /** Whether pages of other origins may send `If-Range`. Default: true. */
  ifRange?: boolean;
  /** Paths to compress if they have at least a kilobyte. Default: JSON files, as CDNs do. */
  compressed?: RegExp;
}

/**
 * Serves one folder as `<repository>/resolve/main/`, with CORS, lengths and byte ranges.
 *
 * @param repository `owner/name`.
 * @param folder Path of the files.
 */
export async function hostModel(
  repository: string,
  folder: string,
  { telling = 'nothing', ifRange = true, compressed = /\.json$/ }: HostOptions = {},
): Promise<ModelHost> {
  const requests: string[] = [];
  const sent: Sent[] = [];
  const injected: Fault[] = [];
  const faults = new Map<string, Fault | (() => Fault | undefined)>();
  const open = new Set<ServerResponse>();
  const prefix = `/${repository}/resolve/main/`;
  const fileOf = (path: string): string => join(folder, normalize(`/${path}`));

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const set = faults.get(`${prefix}${path}`.slice(1));
    const fault = typeof set === 'function' ? set() : set;
    if (fault !== undefined && refuse(fault, request, response)) {
      injected.push(fault);
      return;
    }
    const file = fileOf(path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const whole = readFileSync(file);
    const hash = sha256(whole);
    // As long as the file's hash, like the ETags of the hub's storage: https://huggingface.co/docs/xet/hashing
    const etag = `"${sha256(Buffer.from(hash))}"`;
    const headers = {
      ETag: etag,
      ...(telling === 'header' && { 'X-Linked-ETag': `"${hash}"` }),
    };
    // Without exposing the header to other origins, and whatever encodings the browser accepts.
    const zips = whole.length >= 1000 && request.method === 'GET' && compressed.test(path);
    const content = zips ? gzipSync(whole) : whole;
    if (zips) response.setHeader('Content-Encoding', 'gzip');
    const body: Body = { content, headers, etag };
    const log = { push: (answer: Omit<Sent, 'path'>) => sent.push(Object.assign(answer, { path })) };
    if ((await send(body, request, response, fault, log)) && fault !== undefined) injected.push(fault);
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    open.add(response);
    response.on('close', () => open.delete(response));
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'ETag, X-Linked-ETag, Content-Range, Retry-After');
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, { 'Access-Control-Allow-Headers': ifRange ? 'Range, If-Range' : 'Range' })
        .end();
      return;
    }
    requests.push(`${request.method} ${pathname}`);
    const raw = `/${repository}/raw/main/`;
    if (pathname.startsWith(prefix)) void answer(request, response, pathname.slice(prefix.length));
    else if (telling === 'pointer' && pathname.startsWith(raw))
      response.end(pointerOf(fileOf(pathname.slice(raw.length))));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    requests,
    sent,
    injected,
    misbehave: (path, fault) => (fault === undefined ? faults.delete(path) : faults.set(path, fault)),
    open: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns Whether the fault replaces the file. The response has then been sent. */
function refuse(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean {
  switch (fault) {
    case 'page':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
      return true;
    case 'missing':
      response.writeHead(404).end();
      return true;
    case 'busy':
      response.writeHead(429, { 'Retry-After': '1' }).end();
      return true;
    case 'broken':
      response.writeHead(503).end();
      return true;
    case 'unsatisfiable':
      if (!request.headers.range) return false;
      response.writeHead(416).end();
      return true;
    case 'redirect':
      if (request.url?.includes('?')) return false;
      response.writeHead(302, { Location: `${request.url}?elsewhere` }).end();
      return true;
    default:
      return false;
  }
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function pointerOf(file: string): string {
  const content = readFileSync(file);
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${content.length}\n`;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
