import { asClipError, ClipError, isClipError } from '../errors.ts';
import { weightFile } from '../weights/locate.ts';
import { type StoredFile, storedFile } from '../weights/store.ts';
import type { Backend } from './backend.ts';
import type { EngineHands } from './options.ts';
import type { ProgressListener } from './progress.ts';
import { Runtime } from './runtime.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { TowerKind } from './self-check.ts';
import { spentMemory } from './spent-memory.ts';

/**
 * Calls that a GPU which was started anew has to answer before it may fail once more. To start it takes
 * about as long as a few batches on WASM: one that does less in between is no faster.
 */
const PROBATION = 3;

/** A GPU that takes longer than this to start is stood in for, in milliseconds. */
const SOON = 250;

/** The largest files that stand in, in bytes: to load larger ones takes about as long as the GPU does, and their memory again. */
const SMALL = 64e6;

/** What works until a GPU has started. */
interface StandIn {
  runtime: Runtime;
  started: Promise<unknown>;
}

/** What comes in the place of a GPU that failed. */
interface Successor {
  runtime: Runtime;
  standIn?: StandIn;
}

/**
 * A runtime on a GPU, and what comes in its place: once it fails or is lost, a new one on a fresh device, for which WASM
 * stands in until it has started; if that fails as well, or it computes wrongly, one on WASM.
 */
export class Failover {
  #replacing: Promise<void> | undefined;
  #standIn: Runtime | undefined;
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
    return this.#standIn ?? this.current;
  }

  /** The one that works, or will once it has started. */
  get appointed(): Runtime {
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
        const { runtime } = this;
        try {
          const result = await work(runtime);
          if (runtime === this.current) this.#probation--;
          return result;
        } catch (error) {
          const failed =
            isClipError(error) && (error.code === 'wrong-results' || error.code === 'engine-failed');
          if (!failed) throw error;
          // Another has taken over meanwhile.
          if (runtime !== this.runtime) continue;
          if (runtime === this.#standIn) this.#standIn = undefined;
          else if (runtime.choice.backend === 'wasm') throw this.#onWasm(error);
          else await this.#replace(runtime, error);
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
    this.#replacing ??= this.#successor(from, error)
      .then(
        ({ runtime, standIn }) => {
          this.current = runtime;
          this.#probation = PROBATION;
          if (standIn) void this.#standInUntil(standIn, runtime);
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

  async #successor(from: Runtime, error: ClipError): Promise<Successor> {
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
        return this.#starting(fresh, Object.keys(from.runtimes) as TowerKind[]);
      }
    }
    const wasm = await Runtime.create(this.context, 'wasm', undefined);
    wasm.choice.reason = `WASM takes the place of the GPU${isWrong ? `. ${error.message}` : ', which failed.'}`;
    return { runtime: wasm };
  }

  /**
   * Starts a GPU, and finds who stands in for it if that takes long: mostly it compiles shaders.
   *
   * @param kinds The encoders that are in use.
   */
  async #starting(fresh: Runtime, kinds: readonly TowerKind[]): Promise<Successor> {
    if (!(await this.#isSmall(fresh, kinds))) return { runtime: fresh };
    const started = Promise.all(kinds.map((kind) => fresh.load(kind)));
    // Who waits for it learns of a failure.
    const ended = started.then(
      () => true,
      () => true,
    );
    const isSoon = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, SOON, false))]);
    if (isSoon) return { runtime: fresh };
    const wasm = await Runtime.create(this.context, 'wasm', fresh.choice.dtype).catch(() => undefined);
    return { runtime: fresh, ...(wasm && { standIn: { runtime: wasm, started } }) };
  }

  /** Has WASM work until a GPU has started, or until its place is taken. */
  async #standInUntil({ runtime, started }: StandIn, fresh: Runtime): Promise<void> {
    this.#standIn = runtime;
    try {
      await started;
    } catch (error) {
      const failure = asClipError(error, 'engine-failed', 'The GPU did not start.');
      // Where nothing can take its place, who calls next is told.
      if (this.current === fresh) await this.#replace(fresh, failure).catch(() => undefined);
    }
    if (this.#standIn === runtime) this.#standIn = undefined;
    await runtime.release().catch(() => undefined);
  }

  /** Whether the files of encoders are stored, and small. */
  async #isSmall({ choice }: Runtime, kinds: readonly TowerKind[]): Promise<boolean> {
    const { spec, bases } = this.context;
    const stored = await Promise.all(
      kinds.map((kind) => storedFile(weightFile(spec, bases, choice.files[kind])).catch(() => undefined)),
    );
    const size = (file: StoredFile | undefined): number =>
      file && !file.externalData?.length ? file.size : Number.POSITIVE_INFINITY;
    return stored.reduce((sum, file) => sum + size(file), 0) <= SMALL;
  }
}
