import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slowConnection } from './slow-connection.ts';

const BODY = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));
let server: Server;
let target: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, start] = /bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
    if (request.url === '/broken') request.socket.destroy();
    response.writeHead(start ? 206 : 200, { 'X-Path': request.url });
    response.end(BODY.subarray(Number(start ?? 0)));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  target = `http://localhost:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

test('a slow connection passes everything on, and counts it', async () => {
  const connection = await slowConnection(target, 1000, 1);
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(connection.url + path, { headers });
    return { response, body: Buffer.from(await response.arrayBuffer()) };
  };
  const answers = await Promise.all(['a', 'b?c=d'].map((path) => ask(path)));
  for (const { body } of answers) expect(body.equals(BODY)).toBe(true);
  expect(answers[1]?.response.headers.get('x-path')).toBe('/b?c=d');
  const rest = await ask('a', { range: 'bytes=99000-' });
  expect([rest.response.status, rest.body.length]).toEqual([206, 1000]);
  await expect(ask('broken')).rejects.toThrow();
  // The first two arrive in any order.
  expect(connection.paths.toSorted()).toEqual(['/a', '/a', '/b?c=d', '/broken']);
  // Headers count as well, but they are short.
  expect(connection.bytes).toBeGreaterThan(2 * BODY.length + 1000);
  expect(connection.bytes).toBeLessThan(2 * BODY.length + 2000);
  connection.close();
});
