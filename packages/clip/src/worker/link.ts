import { type Remote, releaseProxy, wrap } from 'comlink';
import { Watchdog } from '../watchdog.ts';
import { Calls } from './calls.ts';
import { registerTransferHandlers } from './rpc.ts';

/** What every worker of web-clip answers to. */
export interface Pingable {
  /** @returns Whether all is well although no call has ended for long; none if the thread is stuck. */
  ping(): boolean;
}

/**
 * How long a worker that encodes may keep silent, in seconds. A batch of a large model keeps the thread of a slow
 * phone for a minute or two, and onnxruntime's reading of it about as long.
 */
const PATIENCE = 600;

/** How long a worker with workers of its own needs to end them, unless a batch keeps its thread; in milliseconds. */
export const LINGER = 500;

/** What a {@link Link} may be told. */
export interface LinkOptions {
  /** How long no call may come to an end, and the worker not say that all is well, in seconds. */
  patience?: number;
  /**
   * How long the worker is there after its end, in milliseconds: those of its own that there are when it is terminated,
   * or were a moment before, Chromium may keep for ever, and it with them.
   */
  linger?: number;
}

/** A worker that answers by comlink, and the calls to it, which end when it does. */
export class Link<Service extends Pingable> {
  readonly #service: Remote<Service>;
  readonly #calls = new Calls();
  readonly #watchdog: Watchdog;
  readonly #linger: number;
  #ended = false;

  /**
   * @param worker From now on this one's to end.
   * @param failed Is told in a few words when the worker has failed or hangs; it calls {@link end}.
   */
  constructor(
    private readonly worker: Worker,
    private readonly failed: (what: string) => void,
    { patience = PATIENCE, linger = 0 }: LinkOptions = {},
  ) {
    this.#linger = linger;
    registerTransferHandlers();
    this.#service = wrap<Service>(worker);
    const ping = async (): Promise<void> => {
      const isWell = await (this.#service as unknown as Remote<Pingable>).ping();
      if (isWell) this.#watchdog.calm();
    };
    this.#watchdog = new Watchdog(
      patience,
      () => this.fail(`it has not answered for ${patience / 60} minutes`),
      () => void ping(),
    );
    worker.addEventListener('error', (event) => {
      // Else a worker that started this one is told to have failed as well.
      event.preventDefault();
      this.fail(event.message || 'its script did not load');
    });
    worker.addEventListener('messageerror', () => this.fail('an answer of it could not be read'));
  }

  /** How many calls are under way. */
  get size(): number {
    return this.#calls.size;
  }

  /**
   * Makes a call. It is sent at once.
   *
   * @throws What ended the worker, or what the call throws.
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

  /** Tells that the worker has failed, unless it was ended. */
  fail(what: string): void {
    if (!this.#ended) this.failed(what);
  }

  /** Ends the worker, and with this error the calls under way and those to come. */
  end(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#watchdog.stop();
    this.#calls.end(error);
    this.#service[releaseProxy]();
    if (this.#linger > 0) setTimeout(() => this.worker.terminate(), this.#linger);
    else this.worker.terminate();
  }
}
