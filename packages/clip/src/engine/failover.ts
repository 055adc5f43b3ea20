import { asClipError, ClipError, isClipError } from '@web-clip/calls';
import { type StoredFile, storedFile, weightFile } from '@web-clip/weights';
import type { Backend } from './dtypes.ts';
import type { EngineDependencies } from './options.ts';
import type { ProgressListener } from './progress.ts';
import { Runtime } from './runtime.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { EncoderKind } from './self-check.ts';
import { spentMemory } from './spent-memory.ts';

/**
 * After a restart, the GPU must complete this many calls before it may be restarted again. A restart takes
 * about as long as a few batches on WASM, so a GPU that fails sooner is no faster.
 */
const PROBATION = 3;

/** If the GPU takes longer than this to start, WASM stands in, in milliseconds. */
const SOON = 250;

/**
 * The largest files that WASM stands in with, in bytes. Loading larger ones takes about as long as the GPU
 * takes to start, and doubles their memory.
 */
const SMALL = 64e6;

/** The runtime that works until a GPU has started. */
interface StandIn {
  runtime: Runtime;
  started: Promise<unknown>;
}

/** The runtime that replaces a failed GPU. */
interface Successor {
  runtime: Runtime;
  standIn?: StandIn;
}

/**
 * A runtime on a GPU, and its replacements. If the GPU fails or is lost, it is restarted on a fresh device,
 * and WASM stands in meanwhile. If it fails again, or computes wrongly, WASM replaces it for good.
 */
export class Failover {
  #replacing: Promise<void> | undefined;
  #standIn: Runtime | undefined;
  /** Calls left in the probation. */
  #probation = 0;
  readonly #context: RuntimeContext;
  readonly #device: 'auto' | Backend;
  #current: Runtime;
  readonly #fail: EngineDependencies['fail'];

  /**
   * @param context The context for new runtimes.
   * @param device What the caller asked for.
   * @param current The first runtime.
   * @param fail Ends the worker.
   */
  constructor(
    context: RuntimeContext,
    device: 'auto' | Backend,
    current: Runtime,
    fail: EngineDependencies['fail'],
  ) {
    this.#context = context;
    this.#device = device;
    this.#current = current;
    this.#fail = fail;
  }

  /** The runtime in use. */
  get runtime(): Runtime {
    return this.#standIn ?? this.#current;
  }

  /** The runtime in use, or the one that will be once it has started. */
  get appointed(): Runtime {
    return this.#current;
  }

  /**
   * Runs work, and runs it again on the replacement if the GPU fails.
   *
   * @param listener Called with the progress of downloads meanwhile.
   * @param work The work.
   * @returns The result of the work.
   * @throws The error of the work. If nothing can take over, the GPU's error, with the reason as its cause.
   */
  run<T>(listener: ProgressListener | undefined, work: (runtime: Runtime) => Promise<T>): Promise<T> {
    return this.#context.downloads.during(listener, async () => {
      for (;;) {
        const { runtime } = this;
        try {
          const result = await work(runtime);
          if (runtime === this.#current) this.#probation--;
          return result;
        } catch (error) {
          const failed =
            isClipError(error) && (error.code === 'wrong-results' || error.code === 'engine-failed');
          if (!failed) throw error;
          // Another runtime has taken over in the meantime.
          if (runtime !== this.runtime) continue;
          if (runtime === this.#standIn) this.#standIn = undefined;
          else if (runtime.choice.backend === 'wasm') throw this.#onWasm(error);
          else await this.#replace(runtime, error);
        }
      }
    });
  }

  /** There is no fallback for WASM. If its memory is used up, a new worker may still succeed. */
  #onWasm(error: ClipError): ClipError {
    const spent = spentMemory(error);
    if (spent) this.#fail(spent);
    return spent ?? error;
  }

  /** Replaces a runtime. The first call that notices the failure does it for all. */
  #replace(from: Runtime, error: ClipError): Promise<void> {
    this.#replacing ??= this.#successor(from, error)
      .then(
        ({ runtime, standIn }) => {
          this.#current = runtime;
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
    // Nobody needs the device's memory any more, and the next runtime may.
    if (!isWrong) from.choice.gpu?.device.destroy();
    // The runtime has failed already, so its failure to free memory can be ignored.
    from.release().catch(() => undefined);
    if (!isWrong && this.#probation <= 0) {
      // The same dtype keeps embeddings the same. There is no GPU if only a software adapter is left.
      const fresh = await Runtime.create(this.#context, this.#device, from.choice.dtype).catch(
        () => undefined,
      );
      if (fresh?.choice.gpu) {
        fresh.choice.reason = 'The GPU failed and was restarted.';
        return this.#starting(fresh, Object.keys(from.runtimes) as EncoderKind[]);
      }
    }
    const wasm = await Runtime.create(this.#context, 'wasm', undefined);
    wasm.choice.reason = `WASM replaced the GPU${isWrong ? `. ${error.message}` : ', which failed.'}`;
    return { runtime: wasm };
  }

  /**
   * Starts a GPU, and finds a stand-in if that takes long. Most of the time goes to compiling shaders.
   *
   * @param kinds The encoders in use.
   */
  async #starting(fresh: Runtime, kinds: readonly EncoderKind[]): Promise<Successor> {
    if (!(await this.#isSmall(fresh, kinds))) return { runtime: fresh };
    const started = Promise.all(kinds.map((kind) => fresh.load(kind)));
    // `started` reports a failure to its own awaiters.
    const ended = started.then(
      () => true,
      () => true,
    );
    const isSoon = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, SOON, false))]);
    if (isSoon) return { runtime: fresh };
    const wasm = await Runtime.create(this.#context, 'wasm', fresh.choice.dtype).catch(() => undefined);
    return { runtime: fresh, ...(wasm && { standIn: { runtime: wasm, started } }) };
  }

  /** Lets WASM work until the GPU has started or has been replaced. */
  async #standInUntil({ runtime, started }: StandIn, fresh: Runtime): Promise<void> {
    this.#standIn = runtime;
    try {
      await started;
    } catch (error) {
      const failure = asClipError(
        error,
        'engine-failed',
        'The GPU did not start. Use device “wasm”, or restart the browser.',
      );
      // If nothing can replace it, the next call reports that.
      if (this.#current === fresh) await this.#replace(fresh, failure).catch(() => undefined);
    }
    if (this.#standIn === runtime) this.#standIn = undefined;
    await runtime.release().catch(() => undefined);
  }

  /** Whether the encoders' files are stored and small. */
  async #isSmall({ choice }: Runtime, kinds: readonly EncoderKind[]): Promise<boolean> {
    const { spec, bases } = this.#context;
    const stored = await Promise.all(
      kinds.map((kind) => storedFile(weightFile(spec, bases, choice.files[kind])).catch(() => undefined)),
    );
    const size = (file: StoredFile | undefined): number =>
      file && !file.externalData?.length ? file.size : Number.POSITIVE_INFINITY;
    return stored.reduce((sum, file) => sum + size(file), 0) <= SMALL;
  }
}
