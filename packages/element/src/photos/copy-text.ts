import type { ImportSummary } from '@web-clip/photos';
import type { Strings } from '../i18n/strings.ts';

/**
 * @param strings The texts.
 * @param summary Result of the import.
 * @param model Name of the model that the library was indexed with, if it is not the current one.
 * @returns `64 photos added, 0 already here.`, and what to do next.
 */
export function loadedText(
  strings: Strings,
  { photos, known, damaged }: ImportSummary,
  model: string | undefined,
): string {
  const said = [strings.copyLoaded(photos, known)];
  if (damaged > 0) said.push(strings.copyDamaged(damaged));
  if (model) said.push(strings.copyModel(model));
  return said.join(' ');
}
