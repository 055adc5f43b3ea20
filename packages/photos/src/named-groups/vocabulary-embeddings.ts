import { type CallControls, type Engine, throwIfAborted } from '@web-clip/clip/internal';
import { createStore, get, set } from 'idb-keyval';
import type { NamedGroupsProgress } from './named-group.ts';
import type { VocabularyTerm } from './vocabulary.ts';

/** Embeddings of a vocabulary. */
interface StoredEmbeddings {
  /** The words, to know whether they are those of today. */
  words: string;
  /** A row for each word, in order. */
  rows: Float32Array<ArrayBuffer>;
}

/** Words that are embedded before other work may go on. */
const STEP = 32;

/** What is needed of an engine. */
type TextEngine = Pick<Engine, 'embedTexts' | 'info'>;

/**
 * Embeds a vocabulary, once per model: the rows are kept in this browser, for all libraries.
 *
 * @returns A row for each word, in order.
 * @throws What embedding a text throws, or the signal's reason. That rows cannot be stored is no reason to fail.
 */
export async function vocabularyEmbeddings(
  vocabulary: readonly VocabularyTerm[],
  engine: TextEngine,
  { signal, onProgress }: CallControls<NamedGroupsProgress>,
): Promise<Float32Array> {
  const { space, model } = engine.info();
  const { dimension } = model;
  const words = vocabulary.map(({ term }) => term).join('\n');
  const store = createStore('web-clip-vocabulary', 'embeddings');
  const known = await get<StoredEmbeddings>(space, store).catch(() => undefined);
  if (known?.words === words && known.rows.length === vocabulary.length * dimension) return known.rows;
  const rows = new Float32Array(vocabulary.length * dimension);
  for (let start = 0; start < vocabulary.length; start += STEP) {
    throwIfAborted(signal);
    const some = vocabulary.slice(start, start + STEP).map(({ term }) => term);
    const { data } = await engine.embedTexts(some, { signal, priority: 'background' });
    rows.set(data, start * dimension);
    onProgress?.({ phase: 'reading', done: start + some.length, total: vocabulary.length });
  }
  const stored: StoredEmbeddings = { words, rows };
  await set(space, stored, store).catch(() => undefined);
  return rows;
}
