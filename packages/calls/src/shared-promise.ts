import { throwIfAborted } from './errors.ts';

/**
 * Work that several callers share. The first caller starts it, and it is aborted once all callers have
 * aborted. Its result is kept. After a failure the next caller starts it again.
 */
export class SharedPromise<T> {
  #running: { result: Promise<T>; controller: AbortController; waiting: number; done: boolean } | undefined;
  readonly #work: (signal: AbortSignal) => Promise<T>;

  /** @param work The work. It should stop when its signal is aborted. */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  /**
   * @param signal The caller's own signal. It ends the caller's wait, and also the work if nobody else waits.
   * @returns The result of the work.
   * @throws The error of the work, or the signal's reason.
   */
  async join(signal?: AbortSignal): Promise<T> {
    throwIfAborted(signal);
    this.#running ??= this.#start();
    const running = this.#running;
    running.waiting++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(signal?.reason);
        running.waiting--;
        if (running.waiting === 0 && !running.done) running.controller.abort(signal?.reason);
      };
    });
    signal?.addEventListener('abort', leave);
    try {
      return await Promise.race([running.result, left]);
    } finally {
      if (!signal?.aborted) running.waiting--;
      signal?.removeEventListener('abort', leave);
    }
  }

  #start() {
    const controller = new AbortController();
    const result = this.#work(controller.signal);
    const running = { result, controller, waiting: 0, done: false };
    const forget = () => {
      if (this.#running === running) this.#running = undefined;
    };
    // While an aborted task winds down, a new caller must start another.
    controller.signal.addEventListener('abort', forget);
    result.then(() => {
      running.done = true;
    }, forget);
    return running;
  }
}
