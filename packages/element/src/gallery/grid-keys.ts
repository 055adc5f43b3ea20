import { type MarkKey, markKeyOf } from '../marks/mark-keys.ts';

/** What a key of the grid does to photos, besides moving from one to another. */
export type GridKey = 'pick' | 'pickall' | 'picknone' | { readonly mark: MarkKey };

/**
 * @param isMarking Whether photos can be marked.
 * @param isChoosing Whether any photo is chosen.
 * @returns What a key does; undefined if nothing.
 */
export function gridKeyOf(
  event: KeyboardEvent,
  isMarking: boolean,
  isChoosing: boolean,
): GridKey | undefined {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  if (key === 'a' && ctrlKey !== metaKey) return 'pickall';
  if (ctrlKey || metaKey) return undefined;
  if (key === 'x') return 'pick';
  if (key === 'Escape' && isChoosing) return 'picknone';
  const mark = isMarking ? markKeyOf(event) : undefined;
  return mark && { mark };
}
