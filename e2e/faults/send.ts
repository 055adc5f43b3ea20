import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** A file to send. */
export interface Body {
  content: Buffer;
  headers: OutgoingHttpHeaders;
  etag: string;
}

/** Bytes to write at once. Small, so that little is left in buffers when a response breaks off. */
const PIECE = 64 * 1024;

/**
 * How long a connection stays open after its last byte, in milliseconds. The page loses bytes that it has not read
 * when it learns of the end, and on a busy machine it reads late.
 */
export const LAST_WORDS = 1000;

/**
 * Responds with a file or the requested range.
 *
 * @param fault The fault of the response.
 * @param log Records what is sent.
 * @returns Whether the fault took effect, once everything is sent or the client has disconnected.
 */
export async function send(
  { content, headers, etag }: Body,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
  log: { push(sent: Omit<Sent, 'path'>): void },
): Promise<boolean> {
  const size = content.length;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  const due = range && (condition === undefined || condition === etag);
  const partial = due && fault !== 'whole';
  const asked = Number(range?.[1] ?? 0);
  const start = partial ? asked : 0;
  const end = partial && range[2] ? Number(range[2]) + 1 : size;
  if (start >= size) {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return false;
  }
  response.writeHead(partial ? 206 : 200, {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Content-Length': end - start,
    ...(partial && { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return false;
  }
  const part = Buffer.from(content.subarray(start, end));
  const middle = Math.floor(part.length / 2);
  if (fault === 'corrupt') part[middle] = (part[middle] ?? 0) ^ 1;
  const sent = { asked, start, bytes: 0, wrong: false };
  log.push(sent);
  const brokenOff = await inPieces(part, response, fault, sent);
  if (fault === 'corrupt') sent.wrong = sent.bytes > middle;
  if (fault === 'whole') return Boolean(due);
  if (fault === 'slow') return sent.bytes > 0;
  return sent.wrong || brokenOff;
}

/** @returns Whether the response ended early because of the fault, not because of the client. */
async function inPieces(
  part: Buffer,
  response: ServerResponse,
  fault: Fault | undefined,
  sent: { bytes: number },
): Promise<boolean> {
  const stall = typeof fault === 'object' ? Math.floor(fault.stall * part.length) : undefined;
  const most = Math.min(part.length, typeof fault === 'number' ? fault : (stall ?? part.length));
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  while (sent.bytes < most && !response.destroyed) {
    const piece = part.subarray(sent.bytes, Math.min(most, sent.bytes + PIECE));
    const written = new Promise<void>((resolve) => response.write(piece, () => resolve()));
    await Promise.race([written, closed]);
    sent.bytes += piece.length;
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const early = most < part.length;
  const brokenOff = early && !response.destroyed;
  if (!early) response.end();
  else if (stall === undefined) setTimeout(() => response.destroy(), LAST_WORDS);
  return brokenOff;
}

/**
 * A fault of a response: it breaks off after this many bytes, hangs after a fraction of them, trickles, has a wrong
 * byte, is a web page, is missing, is temporarily refused (with and without Retry-After), ignores ranges, rejects
 * every range, or redirects.
 */
export type Fault =
  | number
  | { stall: number }
  | 'slow'
  | 'corrupt'
  | 'page'
  | 'missing'
  | 'busy'
  | 'broken'
  | 'whole'
  | 'unsatisfiable'
  | 'redirect';

/** What the host sent in response to one GET. */
export interface Sent {
  path: string;
  /** Offset of the first requested byte. */
  asked: number;
  /** Offset of the first sent byte. */
  start: number;
  /** Number of bytes sent so far. */
  bytes: number;
  /** Whether one of them was corrupted. */
  wrong: boolean;
}
