import { connect } from 'node:net';
import { type Opened, type Transport, versionOf } from './transport.ts';

/** An answer: its type, the number of its command, and its error or result. */
type Answer = readonly [
  type: 1,
  id: number,
  error: { readonly error: string; readonly message: string } | null,
  result: object,
];

/** A command that waits for its answer. */
interface Waiting {
  resolve(result: object): void;
  reject(error: unknown): void;
}

/**
 * Opens a session of Marionette, Firefox's own protocol. It carries the commands of WebDriver over TCP:
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 *
 * @param port Where Firefox listens on this machine.
 */
export async function openMarionette(port: number): Promise<Transport> {
  const socket = connect(port, '127.0.0.1');
  const messages = messagesOf(socket);
  // The first message is the version of the protocol.
  await messages.next();

  const waiting = new Map<number, Waiting>();
  const listen = async (): Promise<never> => {
    for await (const [, id, error, result] of messages) {
      if (error) waiting.get(id)?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting.get(id)?.resolve(result);
      waiting.delete(id);
    }
    throw new Error('Firefox closed the connection.');
  };
  listen().catch((error) => {
    for (const { reject } of waiting.values()) reject(error);
  });

  let last = 0;
  const send = async <Result>(command: string, parameters: object = {}): Promise<Result> => {
    const id = ++last;
    const message = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
    const result = await new Promise<object>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.write(`${Buffer.byteLength(message)}:${message}`, (error) => error && reject(error));
    });
    // Most results are wrapped, as they are over HTTP.
    return ('value' in result ? result.value : result) as Result;
  };
  return { version: versionOf(await send<Opened>('NewSession')), send };
}

/** Each message is its length in bytes, a colon, and JSON. */
async function* messagesOf(socket: AsyncIterable<Buffer>): AsyncGenerator<Answer> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const start = received.indexOf(':') + 1;
      const end = start + Number(received.subarray(0, start - 1));
      if (start === 0 || received.length < end) break;
      yield JSON.parse(received.toString('utf8', start, end));
      received = received.subarray(end);
    }
  }
}
