import type { Remote } from 'comlink';
import { ClipError } from '../errors.ts';
import { Link, type Pingable } from './link.ts';

/** How long workers with nothing to do are kept, in milliseconds: only ending them gives their memory back. */
const IDLE = 10_000;

/** Workers at least, as some wait for a decoder, and at most: more are no faster on 16 cores. */
const [LEAST, MOST] = [2, 12];

/**
 * How long no picture of a worker may get ready, in seconds. The largest that is accepted takes half a minute on a
 * slow phone; some that are damaged keep a decoder for ever.
 */
const PATIENCE = 120;

/** What ends the calls to a worker that has failed: others than the one that it failed of may be among them. */
class WorkerFailure extends Error {}

/**
 * Workers of one kind that share calls. They are started when there is work for them, leave a core or
 * two to the encoder, and are ended when they have had nothing to do for a while.
 */
export class WorkerPool<Service extends Pingable> {
  readonly #members = new Set<Link<Service>>();
  readonly #size = Math.min(MOST, Math.max(LEAST, navigator.hardwareConcurrency - 2));
  #closing = new AbortController();
  #running = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #lastAlone: Promise<unknown> = Promise.resolve();

  /** @param start Starts a worker that exposes the service by comlink. */
  constructor(private readonly start: () => Worker) {}

  /**
   * Makes a call in the worker that has the fewest. It is sent at once, so that workers go on while
   * this thread computes. If the worker fails or hangs, the call is made once more, in a worker of its own.
   *
   * @throws ClipError `undecodable-image` if that worker fails of it as well, `engine-failed` if no worker starts,
   *   `disposed` if the pool is closed, and what the call throws.
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

  /** Ends the workers, and the calls under way; the next call starts others. */
  close(): void {
    this.#closing.abort(new ClipError('disposed', 'The workers for pictures were ended. Call again.'));
    this.#closing = new AbortController();
    this.#members.clear();
  }

  #next(): Link<Service> {
    const [least] = [...this.#members].sort((a, b) => a.size - b.size);
    if (least && (least.size === 0 || this.#members.size === this.#size)) return least;
    const added = this.#link();
    this.#members.add(added);
    return added;
  }

  /** One call after the other, each in a new worker: if that fails too, there is no doubt what it fails of. */
  async #runAlone<T>(call: (service: Remote<Service>) => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const link = this.#link();
    let started = false;
    try {
      await link.run((service) => (service as unknown as Remote<Pingable>).ping());
      started = true;
      return await link.run(call);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      throw started
        ? new ClipError(
            'undecodable-image',
            `The browser failed on this picture: ${error.message}. Save it again as a new file.`,
          )
        : new ClipError('engine-failed', `A worker for pictures failed: ${error.message}. Reload the page.`);
    } finally {
      link.end(new WorkerFailure('it has done its work'));
    }
  }

  #link(): Link<Service> {
    const link: Link<Service> = new Link(
      this.start(),
      (what) => {
        this.#members.delete(link);
        link.end(new WorkerFailure(what));
      },
      { patience: PATIENCE },
    );
    const { signal } = this.#closing;
    signal.addEventListener('abort', () => link.end(signal.reason));
    return link;
  }
}
