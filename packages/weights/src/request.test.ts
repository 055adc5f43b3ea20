import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { piecesOf, request } from './request.ts';

/**
 * A host that accepts requests and then stops sending.
 *
 * @param start What it sends before that.
 */
async function silentHost(start: string | undefined): Promise<{ url: string; asked: Promise<void> }> {
  let ask: () => void;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const server = createServer((_, response) => {
    if (start) response.write(start);
    ask();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/file`, asked };
}

afterEach(() => {
  vi.useRealTimers();
});

const watched = () => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

it('fails if a host does not answer, which is no abort', async () => {
  watched();
  const { url, asked } = await silentHost(undefined);
  const answer = request(url, {}, new AbortController().signal);
  const failure = expect(answer).rejects.toMatchObject({ code: 'download-failed', message: /sent nothing/ });
  await asked;
  vi.advanceTimersByTime(20_000);
  await failure;
});

it('fails if a host falls silent during an answer', async () => {
  watched();
  const { url } = await silentHost('some');
  const pieces = piecesOf(url, await request(url, {}));
  expect(new TextDecoder().decode((await pieces.next()).value)).toBe('some');
  const failure = expect(pieces.next()).rejects.toMatchObject({ code: 'download-failed' });
  vi.advanceTimersByTime(20_000);
  await failure;
});

it('is aborted only by its caller', async () => {
  const { url, asked } = await silentHost(undefined);
  const controller = new AbortController();
  const failure = expect(request(url, {}, controller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  await asked;
  controller.abort();
  await failure;
});
