import { LruCache, type SharedPromise } from '@web-clip/calls';
import type { Embeddings } from '../scoring/embeddings.ts';
import { pad } from '../text/ids.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { type EncodedBatch, type EncodedTexts, joined } from './encoded-texts.ts';
import type { Failover } from './failover.ts';
import type { EngineCallOptions } from './options.ts';
import type { RuntimeContext } from './runtime-context.ts';

/**
 * After a query, another one is expected for this many milliseconds. Batches of images are smaller then, so that
 * the query waits less.
 */
const SEARCHING = 10_000;

/** Texts per run of the encoder. */
const TEXT_BATCH = 64;

/** How many query embeddings are cached. People go back and forth between queries. */
const QUERIES = 256;

/** Embeds texts: tokenizes them, and runs the text encoder on batches of them. */
export class TextEmbedder {
  #lastQuery = Number.NEGATIVE_INFINITY;
  /** Embeddings of texts that were requested one at a time. */
  readonly #queries = new LruCache<string, Float32Array<ArrayBuffer>>(QUERIES);
  readonly #context: RuntimeContext;
  readonly #failover: Failover;
  readonly #tokenizer: SharedPromise<Tokenizer>;

  constructor(context: RuntimeContext, failover: Failover, tokenizer: SharedPromise<Tokenizer>) {
    this.#context = context;
    this.#failover = failover;
    this.#tokenizer = tokenizer;
  }

  /** Whether a query came lately, so that another one is expected. */
  get isSearching(): boolean {
    return performance.now() - this.#lastQuery < SEARCHING;
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their token ids, including start and end tokens, not padded.
   */
  async tokenize(texts: readonly string[], { signal }: EngineCallOptions = {}): Promise<number[][]> {
    const tokenizer = await this.#tokenizer.join(signal);
    return this.#context.timings.measure('tokenize', () => texts.map((text) => tokenizer.encode(text)));
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their embeddings, in the same order.
   */
  async embed(texts: readonly string[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const { dimension } = this.#context.spec;
    const query = texts.length === 1 ? texts[0] : undefined;
    const known = query === undefined ? undefined : this.#queries.get(query);
    if (query !== undefined) this.#lastQuery = performance.now();
    if (known) return { data: known.slice(), count: 1, dimension };
    const data = new Float32Array(texts.length * dimension);
    for (let start = 0; start < texts.length; start += TEXT_BATCH) {
      const batch = texts.slice(start, start + TEXT_BATCH);
      const rows = await this.#failover.run(onProgress, async (runtime) => {
        // Fetches the tokenizer and the encoder in parallel.
        const [ids] = await Promise.all([this.tokenize(batch, options), runtime.load('text', signal)]);
        return runtime.encodeTexts(ids, priority, signal);
      });
      data.set(rows, start * dimension);
      onProgress?.({ phase: 'embed', done: start + batch.length, total: texts.length });
    }
    if (query !== undefined) this.#queries.set(query, data.slice());
    return { data, count: texts.length, dimension };
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns What other models are conditioned on.
   * @throws ClipError `unsupported-model` if the text encoder does not output its last hidden layer.
   */
  async encode(texts: readonly string[], options: EngineCallOptions = {}): Promise<EncodedTexts> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const spec = { ...this.#context.spec.text, padTo: 'context' as const };
    const batches: EncodedBatch[] = [];
    for (let start = 0; start < texts.length; start += TEXT_BATCH) {
      const batch = texts.slice(start, start + TEXT_BATCH);
      const states = await this.#failover.run(onProgress, async (runtime) => {
        const [ids] = await Promise.all([this.tokenize(batch, options), runtime.load('text', signal)]);
        return { ...(await runtime.encodeTextStates(ids, priority, signal)), mask: pad(ids, spec).mask };
      });
      batches.push(states);
      onProgress?.({ phase: 'embed', done: start + batch.length, total: texts.length });
    }
    return joined(batches, spec.contextLength);
  }
}
