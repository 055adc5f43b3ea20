import { type Embeddings, normaliseRows, row } from './embeddings.ts';

/**
 * Writes a label into each template.
 *
 * @param label For instance `dog`.
 * @param templates Texts with `{}` where the label goes.
 */
export function prompts(label: string, templates: readonly string[]): string[] {
  return templates.map((template) => template.replaceAll('{}', () => label));
}

/**
 * One embedding a label from those of its prompts: their mean, scaled to length 1 again, as in CLIP's
 * prompt ensembling (https://arxiv.org/abs/2103.00020, section 3.1.4; open_clip's `build_zero_shot_classifier`).
 *
 * @param embeddings Embeddings of the prompts, label after label.
 * @param perLabel Prompts of each label.
 * @returns One row a label.
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
