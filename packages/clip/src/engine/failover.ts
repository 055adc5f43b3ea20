import { ClipError, isClipError } from '../errors.ts';
import type { ProgressListener } from './progress.ts';
import { Runtime, type RuntimeContext } from './runtime.ts';

/** A runtime on a GPU, and one on WASM in its place once it fails or computes wrongly. */
export class Failover {
  #falling: Promise<void> | undefined;

  /**
   * @param context What the next runtime is made from.
   * @param current The first one.
   */
  constructor(
    private readonly context: RuntimeContext,
    private current: Runtime,
  ) {}

  /** The one that works. */
  get runtime(): Runtime {
    return this.current;
  }

  /**
   * Does work, and once more on WASM if a GPU fails or computes wrongly.
   *
   * @param listener Is told of downloads meanwhile.
   * @param work The work.
   * @returns What the work returns.
   * @throws What the work throws; if WASM cannot take over, the GPU's error, caused by what keeps it.
   */
  run<T>(listener: ProgressListener | undefined, work: (runtime: Runtime) => Promise<T>): Promise<T> {
    return this.context.downloads.during(listener, async () => {
      const { current } = this;
      try {
        return await work(current);
      } catch (error) {
        const failed =
          isClipError(error) && (error.code === 'wrong-results' || error.code === 'engine-failed');
        if (!failed || current.choice.backend === 'wasm') throw error;
        await this.#fallBack(current, error);
        return work(this.current);
      }
    });
  }

  /** Whoever notices first makes the new runtime. */
  #fallBack(from: Runtime, error: ClipError): Promise<void> {
    if (this.current !== from) return Promise.resolve();
    this.#falling ??= Runtime.create(this.context, 'wasm', undefined)
      .then(
        (runtime) => {
          runtime.choice.reason = `WASM takes the place of the GPU. ${error.message}`;
          this.current = runtime;
          // It failed already: what it does not give back it keeps.
          from.release().catch(() => undefined);
        },
        (cause) => {
          throw new ClipError(error.code, error.message, { cause });
        },
      )
      .finally(() => {
        this.#falling = undefined;
      });
    return this.#falling;
  }
}
