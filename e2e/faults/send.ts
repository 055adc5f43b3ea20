import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Fault, Sent } from './model-host.ts';

/** A file to send. */
export interface Body {
  content: Buffer;
  headers: OutgoingHttpHeaders;
  etag: string;
}

/** What is handed to the network at once, in bytes: little lies in buffers when an answer breaks off. */
const PIECE = 64 * 1024;

/**
 * Answers with a file or the range of it that was asked for.
 *
 * @param fault What is wrong with the answer.
 * @param log Keeps what is sent.
 */
export function send(
  { content, headers, etag }: Body,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
  log: { push(sent: Omit<Sent, 'path'>): void },
): void {
  const size = content.length;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  const partial = range && fault !== 'whole' && (condition === undefined || condition === etag);
  const asked = Number(range?.[1] ?? 0);
  const start = partial ? asked : 0;
  const end = partial && range[2] ? Number(range[2]) + 1 : size;
  if (start >= size) {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  response.writeHead(partial ? 206 : 200, {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start,
    ...(partial && { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const part = Buffer.from(content.subarray(start, end));
  if (fault === 'corrupt') {
    const middle = Math.floor(part.length / 2);
    part[middle] = (part[middle] ?? 0) ^ 1;
  }
  const sent = { asked, start, bytes: 0 };
  log.push(sent);
  void inPieces(part, response, fault, sent);
}

async function inPieces(
  part: Buffer,
  response: ServerResponse,
  fault: Fault | undefined,
  sent: { bytes: number },
): Promise<void> {
  const least = typeof fault === 'number' ? fault : fault === 'stall' ? 100_000 : part.length;
  const most = Math.min(part.length, least);
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  while (sent.bytes < most && !response.destroyed) {
    const piece = part.subarray(sent.bytes, Math.min(most, sent.bytes + PIECE));
    const written = new Promise<void>((resolve) => response.write(piece, () => resolve()));
    await Promise.race([written, closed]);
    sent.bytes += piece.length;
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (fault === 'stall') return;
  if (most < part.length) setTimeout(() => response.destroy(), 50);
  else response.end();
}
