import type { ImportSummary } from '@web-clip/photos';
import { counted, formatCount } from './format.ts';

/**
 * @param summary What was loaded.
 * @param model Name of the model that it was indexed with, if that is not the one in use.
 * @returns `64 photos added, 0 already here.`, and what there is to do.
 */
export function loadedText({ photos, known, damaged }: ImportSummary, model: string | undefined): string {
  const said = [`${counted(photos, 'photo')} added, ${formatCount(known)} already here.`];
  if (damaged > 0)
    said.push(`The copy is damaged: ${counted(damaged, 'photo')} can be searched once indexed again.`);
  if (model) said.push(`They were indexed with ${model}: choose that model to search them.`);
  return said.join(' ');
}
