import { checkTexts, described, invalid } from '@web-clip/calls';
import { checkEmbeddings, type Embeddings, normaliseRows, row } from './embeddings.ts';

/**
 * Inserts a label into each template.
 *
 * @param label For example `dog`.
 * @param templates Texts with `{}` in place of the label.
 * @throws ClipError `invalid-argument` if these are not texts.
 */
export function prompts(label: string, templates: readonly string[]): string[] {
  checkTexts('prompts()', 'label', [label]);
  checkTexts('prompts()', 'template', templates);
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
 * @throws ClipError `invalid-argument` if these are not embeddings, or not that many for each label.
 */
export function ensemble(embeddings: Embeddings, perLabel: number): Embeddings {
  checkEmbeddings('ensemble()', embeddings);
  if (!(perLabel >= 1) || embeddings.count % perLabel !== 0) {
    throw invalid(
      `${embeddings.count} prompts cannot be ${described(perLabel)} for each label. Pass the number of templates.`,
    );
  }
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
