import { ClipError, isClipError } from '../errors.ts';
import type { Backend } from './backend.ts';
import type { EngineHands } from './options.ts';
import type { ProgressListener } from './progress.ts';
import { Runtime } from './runtime.ts';
import type { RuntimeContext } from './runtime-context.ts';
import { spentMemory } from './spent-memory.ts';

/**
 * Calls that a GPU which was started anew has to answer before it may fail once more. To start it takes
 * about as long as a few batches on WASM: one that does less in between is no faster.
 */
const PROBATION = 3;

/**
 * A runtime on a GPU, and what comes in its place: once it fails or is lost, a new one on a fresh device;
 * if that fails as well, or it computes wrongly, one on WASM.
 */
export class Failover {
  #replacing: Promise<void> | undefined;
  /** Calls that are left of the probation. */
  #probation = 0;

  /**
   * @param context What the next runtime is made from.
   * @param device What the caller asked for.
   * @param current The first runtime.
   * @param fail Ends the worker.
   */
  constructor(
    private readonly context: RuntimeContext,
    private readonly device: 'auto' | Backend,
    private current: Runtime,
    private readonly fail: EngineHands['fail'],
  ) {}

  /** The one that works. */
  get runtime(): Runtime {
    return this.current;
  }

  /**
   * Does work, and again with what takes the place of a GPU that fails.
   *
   * @param listener Is told of downloads meanwhile.
   * @param work The work.
   * @returns What the work returns.
   * @throws What the work throws; if nothing can take over, the GPU's error, caused by what keeps it.
   */
  run<T>(listener: ProgressListener | undefined, work: (runtime: Runtime) => Promise<T>): Promise<T> {
    return this.context.downloads.during(listener, async () => {
      for (;;) {
        const { current } = this;
        try {
          const result = await work(current);
          if (current === this.current) this.#probation--;
          return result;
        } catch (error) {
          const failed =
            isClipError(error) && (error.code === 'wrong-results' || error.code === 'engine-failed');
          if (!failed) throw error;
          if (current.choice.backend === 'wasm') throw this.#onWasm(error);
          await this.#replace(current, error);
        }
      }
    });
  }

  /** After WASM there is nothing; but when its memory is spent, a new worker may go on. */
  #onWasm(error: ClipError): ClipError {
    const spent = spentMemory(error);
    if (spent) this.fail(spent);
    return spent ?? error;
  }

  /** Whoever notices first makes the new runtime. */
  #replace(from: Runtime, error: ClipError): Promise<void> {
    if (this.current !== from) return Promise.resolve();
    this.#replacing ??= this.#successor(from, error)
      .then(
        (runtime) => {
          this.current = runtime;
          this.#probation = PROBATION;
        },
        (cause) => {
          throw new ClipError(error.code, error.message, { cause });
        },
      )
      .finally(() => {
        this.#replacing = undefined;
      });
    return this.#replacing;
  }

  async #successor(from: Runtime, error: ClipError): Promise<Runtime> {
    const isWrong = error.code === 'wrong-results';
    // What it holds is of no more use to anyone, and the next one may need the memory.
    if (!isWrong) from.choice.gpu?.device.destroy();
    // It failed already: what it does not give back it keeps.
    from.release().catch(() => undefined);
    if (!isWrong && this.#probation <= 0) {
      // The same number format: embeddings stay what they were. None if the browser has but software left.
      const fresh = await Runtime.create(this.context, this.device, from.choice.dtype).catch(() => undefined);
      if (fresh?.choice.gpu) {
        fresh.choice.reason = 'The GPU failed, and was started again.';
        return fresh;
      }
    }
    const wasm = await Runtime.create(this.context, 'wasm', undefined);
    wasm.choice.reason = `WASM takes the place of the GPU${isWrong ? `. ${error.message}` : ', which failed.'}`;
    return wasm;
  }
}
