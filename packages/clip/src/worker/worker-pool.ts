import { ClipError } from '@web-clip/calls';
import type { Remote } from 'comlink';
import { type Pingable, WorkerConnection } from './worker-connection.ts';

/** How long to keep idle workers, in milliseconds. Their memory is only freed when they end. */
const IDLE = 10_000;

/**
 * Minimum and maximum number of workers. At least two, because some wait for a decoder. More than twelve are
 * no faster on 16 cores.
 */
const [LEAST, MOST] = [2, 12];

/**
 * How long a worker may go without finishing an image, in seconds. On a slow phone, the largest accepted
 * image takes half a minute. Some damaged images keep a decoder busy for ever.
 */
const PATIENCE = 120;

/** Rejects the calls to a failed worker. Only one of them may have caused the failure. */
class WorkerFailure extends Error {}

/**
 * Workers of one kind that share calls. They start when there is work, leave a core or two to the encoder,
 * and end after a while without work.
 */
export class WorkerPool<Service extends Pingable> {
  readonly #members = new Set<WorkerConnection<Service>>();
  readonly #size = Math.min(MOST, Math.max(LEAST, navigator.hardwareConcurrency - 2));
  #closing = new AbortController();
  #running = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #lastAlone: Promise<unknown> = Promise.resolve();
  readonly #start: () => Worker;

  /** @param start Starts a worker that exposes the service through comlink. */
  constructor(start: () => Worker) {
    this.#start = start;
  }

  /**
   * Makes a call in the worker with the fewest pending calls. It is sent at once, so that workers keep going
   * while this thread computes. If the worker fails or hangs, the call is repeated in a worker of its own.
   *
   * @throws ClipError `undecodable-image` if that worker fails too, `engine-failed` if no worker starts,
   *   `disposed` if the pool is closed, or the error of the call.
   */
  async run<T>(call: (service: Remote<Service>) => Promise<T>): Promise<T> {
    const { signal } = this.#closing;
    clearTimeout(this.#idle);
    this.#running++;
    try {
      return await this.#next().run(call);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      const alone = this.#lastAlone.then(() => this.#runAlone(call, signal));
      this.#lastAlone = alone.catch(() => undefined);
      return await alone;
    } finally {
      this.#running--;
      clearTimeout(this.#idle);
      if (this.#running === 0) this.#idle = setTimeout(() => this.close(), IDLE);
    }
  }

  /** Ends the workers and rejects pending calls. The next call starts new workers. */
  close(): void {
    this.#closing.abort(new ClipError('disposed', 'The image workers were stopped. Call again.'));
    this.#closing = new AbortController();
    this.#members.clear();
  }

  #next(): WorkerConnection<Service> {
    const [least] = [...this.#members].sort((a, b) => a.size - b.size);
    if (least && (least.size === 0 || this.#members.size === this.#size)) return least;
    const added = this.#connection();
    this.#members.add(added);
    return added;
  }

  /**
   * Repeats calls one at a time, each in a new worker. If that fails too, the call is certain to be the
   * cause.
   */
  async #runAlone<T>(call: (service: Remote<Service>) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const connection = this.#connection();
    let started = false;
    try {
      await connection.run((service) => (service as unknown as Remote<Pingable>).ping());
      started = true;
      return await connection.run(call);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      throw started
        ? new ClipError(
            'undecodable-image',
            `The browser failed on this image: ${error.message}. Save the image again as a new file.`,
          )
        : new ClipError('engine-failed', `An image worker failed: ${error.message}. Reload the page.`);
    } finally {
      connection.end(new WorkerFailure('it has finished'));
    }
  }

  #connection(): WorkerConnection<Service> {
    const connection: WorkerConnection<Service> = new WorkerConnection(
      this.#start(),
      (what) => {
        this.#members.delete(connection);
        connection.end(new WorkerFailure(what));
      },
      { patience: PATIENCE },
    );
    const { signal } = this.#closing;
    signal.addEventListener('abort', () => connection.end(signal.reason));
    return connection;
  }
}
