import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compression } from './compression.ts';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const SCRIPT = 'export const answer = 42;\n'.repeat(100);
let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-clip-'));
  mkdirSync(join(folder, 'assets'));
  for (const file of ['index.html', 'sw.js', 'model.onnx', 'assets/main-AbCd_-12.js'])
    writeFileSync(join(folder, file), SCRIPT);
  let middleware: Middleware | undefined;
  const middlewares = { use: (given: Middleware) => (middleware = given) };
  (compression(folder).configurePreviewServer as (server: unknown) => void)({ middlewares });
  server = createServer((request, response) =>
    // Answers what the middleware leaves to the server.
    middleware?.(request, response, () => response.end(`left, ${request.headers['accept-encoding']}`)),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Asks without decoding the answer, which `fetch` would. */
async function ask(path: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, br' }) {
  const { get } = await import('node:http');
  const response = await new Promise<IncomingMessage>((resolve) => get(url + path, { headers }, resolve));
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
])('for %s, files are sent in %s', async (accepted, encoding, decompress) => {
  const { status, headers, body } = await ask('/', { 'accept-encoding': accepted });
  expect(decompress(body).toString()).toBe(SCRIPT);
  expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding']);
  expect(headers['content-length']).toBe(String(body.length));
  const again = await ask('/', { 'accept-encoding': accepted, 'if-none-match': String(headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('encodings have tags of their own', async () => {
  const tags = await Promise.all(['br', 'gzip'].map((each) => ask('/sw.js', { 'accept-encoding': each })));
  expect(new Set(tags.map(({ headers }) => headers.etag)).size).toBe(2);
});

test('only files with a hash in their name are cached for good', async () => {
  expect((await ask('/assets/main-AbCd_-12.js')).headers['cache-control']).toContain('immutable');
  expect((await ask('/sw.js')).headers['cache-control']).toBe('no-cache');
});

test.each<[string, string, Record<string, string>]>([
  ['models', '/model.onnx', { 'accept-encoding': 'br' }],
  ['ranges', '/sw.js', { 'accept-encoding': 'br', range: 'bytes=5-' }],
  ['clients that take no encoding', '/sw.js', {}],
  ['missing files', '/nothing.js', { 'accept-encoding': 'br' }],
  ['malformed paths', '/%E0%A4%A', { 'accept-encoding': 'br' }],
])('%s are left to the server, which sends them as they are', async (_, path, headers) => {
  expect((await ask(path, headers)).body.toString()).toBe('left, undefined');
});
