import { ClipError, throwIfAborted } from './errors.ts';

/**
 * Work that several callers wait for. It starts with the first of them, is aborted when the last has
 * aborted, and its result is kept; after a failure the next caller starts it anew.
 */
export class SharedTask<T> {
  #running: { result: Promise<T>; controller: AbortController; waiting: number; done: boolean } | undefined;

  /** @param work What to do, until the signal that it is given says otherwise. */
  constructor(private readonly work: (signal: AbortSignal) => Promise<T>) {}

  /**
   * @param signal The caller's own signal: it ends the caller's wait, and the work if nobody else waits.
   * @returns The work's result.
   * @throws What the work threw, or ClipError `aborted`.
   */
  async join(signal?: AbortSignal): Promise<T> {
    throwIfAborted(signal);
    this.#running ??= this.#start();
    const running = this.#running;
    running.waiting++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(new ClipError('aborted', 'The call was cancelled.', { cause: signal?.reason }));
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
    const result = this.work(controller.signal);
    const running = { result, controller, waiting: 0, done: false };
    const forget = () => {
      if (this.#running === running) this.#running = undefined;
    };
    // An aborted task is of no use to a caller who comes while it winds down.
    controller.signal.addEventListener('abort', forget);
    result.then(() => {
      running.done = true;
    }, forget);
    return running;
  }
}
