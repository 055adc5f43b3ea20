import { registerTransferHandlers, Watchdog } from '@web-clip/calls';
import { type Remote, releaseProxy, wrap } from 'comlink';
import { Calls } from './calls.ts';

/** The interface of every web-clip worker. */
export interface Pingable {
  /**
   * @returns Whether all is well although no call has finished for long. There is no answer if the thread is
   *   stuck.
   */
  ping(): boolean;
}

/**
 * How long a worker that encodes may be silent, in seconds. On a slow phone, a batch of a large model blocks
 * the thread for a minute or two, and onnxruntime takes about as long to read the model.
 */
const PATIENCE = 600;

/** How long a worker needs to end workers of its own, unless a batch blocks its thread, in milliseconds. */
export const TERMINATE_DELAY = 500;

export interface ConnectionOptions {
  /** How long the worker may neither finish a call nor report that all is well, in seconds. */
  patience?: number;
  /**
   * How long to wait before terminating the worker, in milliseconds. If a worker is terminated while it has
   * workers of its own, or a moment after, Chromium may keep all of them for ever.
   */
  terminateDelay?: number;
}

/** A worker reached through comlink, and the calls to it. Ending the worker rejects its calls. */
export class WorkerConnection<Service extends Pingable> {
  readonly #service: Remote<Service>;
  readonly #calls = new Calls();
  readonly #watchdog: Watchdog;
  readonly #linger: number;
  #ended = false;
  readonly #worker: Worker;
  readonly #failed: (what: string) => void;

  /**
   * @param worker The worker. The connection will end it.
   * @param failed Called with a short reason if the worker fails or hangs; it must call {@link end}.
   */
  constructor(
    worker: Worker,
    failed: (what: string) => void,
    { patience = PATIENCE, terminateDelay = 0 }: ConnectionOptions = {},
  ) {
    this.#worker = worker;
    this.#failed = failed;
    this.#linger = terminateDelay;
    registerTransferHandlers();
    this.#service = wrap<Service>(worker);
    const ping = async (): Promise<void> => {
      const isWell = await (this.#service as unknown as Remote<Pingable>).ping();
      if (isWell) this.#watchdog.calm();
    };
    this.#watchdog = new Watchdog(
      patience,
      () => this.fail(`it did not respond for ${patience / 60} minutes`),
      () => void ping(),
    );
    worker.addEventListener('error', (event) => {
      // Otherwise the error would also be reported as one of the worker that started this one.
      event.preventDefault();
      this.fail(event.message || 'its script did not load');
    });
    worker.addEventListener('messageerror', () => this.fail('one of its answers could not be read'));
  }

  /** Number of pending calls. */
  get size(): number {
    return this.#calls.size;
  }

  /**
   * Makes a call. It is sent at once.
   *
   * @throws The error that ended the worker, or the error of the call.
   */
  async run<T>(call: (service: Remote<Service>) => Promise<T>): Promise<T> {
    if (!this.#ended && this.size === 0) this.#watchdog.start();
    try {
      return await this.#calls.run(() => call(this.#service));
    } finally {
      this.#watchdog.calm();
      if (this.size === 0) this.#watchdog.stop();
    }
  }

  /** Reports that the worker has failed, unless it was ended. */
  fail(what: string): void {
    if (!this.#ended) this.#failed(what);
  }

  /** Ends the worker, and rejects pending and future calls with this error. */
  end(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#watchdog.stop();
    this.#calls.end(error);
    this.#service[releaseProxy]();
    if (this.#linger > 0) setTimeout(() => this.#worker.terminate(), this.#linger);
    else this.#worker.terminate();
  }
}
