import { type Embeddings, normaliseRows, row } from './embeddings.ts';

/**
 * Inserts a label into each template.
 *
 * @param label For example `dog`.
 * @param templates Texts with `{}` in place of the label.
 */
export function prompts(label: string, templates: readonly string[]): string[] {
  return templates.map((template) => template.replaceAll('{}', () => label));
}

/**
 * Combines the embeddings of each label's prompts into one: their mean, scaled to length 1 again, as in
 * CLIP's prompt ensembling (https://arxiv.org/abs/2103.00020, section 3.1.4; open_clip's
 * `build_zero_shot_classifier`).
 *
 * @param embeddings Embeddings of the prompts, label after label.
 * @param perLabel Number of prompts per label.
 * @returns One row per label.
 */
export function ensemble(embeddings: Embeddings, perLabel: number): Embeddings {
  const { dimension } = embeddings;
  const count = embeddings.count / perLabel;
  const data = new Float32Array(count * dimension);
  for (let prompt = 0; prompt < embeddings.count; prompt++) {
    const start = Math.floor(prompt / perLabel) * dimension;
    for (const [i, value] of row(embeddings, prompt).entries())
      data[start + i] = (data[start + i] as number) + value;
  }
  normaliseRows(data, dimension);
  return { data, count, dimension };
}
