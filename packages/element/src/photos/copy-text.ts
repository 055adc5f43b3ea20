import type { ImportSummary } from '@web-clip/photos';
import { counted, formatCount } from '../ui/format.ts';

/**
 * @param summary Result of the import.
 * @param model Name of the model that the library was indexed with, if it is not the current one.
 * @returns `64 photos added, 0 already here.`, and what to do next.
 */
export function loadedText({ photos, known, damaged }: ImportSummary, model: string | undefined): string {
  const said = [`${counted(photos, 'photo')} added, ${formatCount(known)} already here.`];
  if (damaged > 0) said.push(`The copy is damaged: ${counted(damaged, 'photo')} must be indexed again.`);
  if (model) said.push(`To search them, choose the model ${model}.`);
  return said.join(' ');
}
