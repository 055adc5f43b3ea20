import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** Most bytes that go over the connection in one piece, so that concurrent responses share it. */
const PIECE = 16 * 1024;

/** A server that passes everything on to another one, as if it were far away. */
export interface SlowConnection {
  /** URL of its root, with a trailing slash. */
  url: string;
  /** Bytes of all responses so far, with their headers. */
  bytes: number;
  /** Paths of all requests so far. */
  paths: string[];
  close(): void;
}

/**
 * Puts a slow connection in front of a server. Browsers can slow down a page, but not its workers.
 *
 * @param target URL of the server.
 * @param megabits Speed of the connection in megabits per second.
 * @param roundTrip Milliseconds from a request to the first byte of its response, and to open a connection.
 */
export async function slowConnection(
  target: string,
  megabits: number,
  roundTrip: number,
): Promise<SlowConnection> {
  const opened = new WeakSet<Socket>();
  /** When the connection has sent all that waits for it. */
  let free = 0;
  const sent = async (bytes: number): Promise<void> => {
    connection.bytes += bytes;
    free = Math.max(free, performance.now()) + bytes / (megabits * 125);
    await setTimeout(free - performance.now());
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '/', method, headers, socket } = request;
    connection.paths.push(url);
    await setTimeout(opened.has(socket) ? roundTrip : 2 * roundTrip);
    opened.add(socket);
    const upstream = await new Promise<IncomingMessage>((resolve, reject) => {
      const passed = send(new URL(url, target), {
        method,
        headers: { ...headers, host: new URL(target).host },
      });
      request.pipe(passed.once('response', resolve).once('error', reject));
    });
    await sent(upstream.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0));
    response.writeHead(upstream.statusCode ?? 502, upstream.headers);
    for await (const chunk of upstream as AsyncIterable<Buffer>) {
      for (let start = 0; start < chunk.length; start += PIECE) {
        const piece = chunk.subarray(start, start + PIECE);
        await sent(piece.length);
        response.write(piece);
      }
    }
    response.end();
  };
  // A browser that closes breaks off its requests.
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const connection: SlowConnection = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    bytes: 0,
    paths: [],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return connection;
}
