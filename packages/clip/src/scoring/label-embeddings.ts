import type { EmbedOptions } from './embeddings.ts';
import { type Embeddings, row } from './embeddings.ts';
import { ensemble, prompts } from './prompts.ts';

/** Most prompts to embed at once. The embeddings of 1,000 labels in 80 templates would take 160 MB. */
const PROMPTS = 1024;

/** Most labels to cache: 20 MB with 512 dimensions. */
const REMEMBERED = 10_000;

/**
 * Embeds labels once and caches the embeddings, because images change but labels stay. Encoding labels again
 * for every image is the costliest mistake of zero-shot classifiers
 * (https://github.com/huggingface/transformers/pull/21861).
 */
export class LabelEmbeddings {
  readonly #known = new Map<string, Float32Array<ArrayBuffer>>();
  /** Numbers the lists of templates. A key with the list itself would be longer than its embedding. */
  readonly #lists = new Map<string, number>();
  readonly #embedTexts: (texts: readonly string[], options: EmbedOptions) => Promise<Embeddings>;

  /** @param embedTexts The model's function. */
  constructor(embedTexts: (texts: readonly string[], options: EmbedOptions) => Promise<Embeddings>) {
    this.#embedTexts = embedTexts;
  }

  /**
   * @param labels At least one.
   * @param templates See {@link prompts}.
   * @param options For embedding labels that are not cached.
   * @returns One row per label: the mean over the templates, scaled to length 1.
   */
  async of(
    labels: readonly string[],
    templates: readonly string[],
    options: EmbedOptions,
  ): Promise<Embeddings> {
    const list = this.#numberOf(templates);
    const key = (label: string): string => `${list} ${label}`;
    const rows = new Map<string, Float32Array<ArrayBuffer>>();
    for (const label of labels) {
      const known = this.#known.get(key(label));
      if (known) rows.set(label, known);
    }
    const missing = [...new Set(labels)].filter((label) => !rows.has(label));
    const atOnce = Math.max(1, Math.floor(PROMPTS / templates.length));
    for (let start = 0; start < missing.length; start += atOnce) {
      const some = missing.slice(start, start + atOnce);
      const texts = some.flatMap((label) => prompts(label, templates));
      const embeddings = ensemble(await this.#embedTexts(texts, options), templates.length);
      for (const [i, label] of some.entries()) {
        const embedding = row(embeddings, i).slice();
        rows.set(label, embedding);
        this.#known.set(key(label), embedding);
      }
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      this.#known.delete(oldest);
    }
    const dimension = rows.values().next().value?.length ?? 0;
    const data = new Float32Array(labels.length * dimension);
    for (const [i, label] of labels.entries()) data.set(rows.get(label) ?? [], i * dimension);
    return { data, count: labels.length, dimension };
  }

  #numberOf(templates: readonly string[]): number {
    const list = JSON.stringify(templates);
    const number = this.#lists.get(list) ?? this.#lists.size;
    this.#lists.set(list, number);
    return number;
  }
}
