import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { dividerTop, type GridGeometry } from './grid-geometry.ts';

/** Height of the line above less likely photos with the room around it, in pixels. */
export const DIVIDER_HEIGHT = 44;

/** The line above photos that are less likely to fit, if there are any. */
export function gridDivider(
  { lessLikely }: Strings,
  grid: GridGeometry,
  gap: number,
): TemplateResult | typeof nothing {
  const top = dividerTop(grid);
  if (top === undefined) return nothing;
  const style = `height:${DIVIDER_HEIGHT - gap}px;transform:translateY(${top}px)`;
  return html`<p part="divider" class="divider" .style=${style}>${lessLikely}</p>`;
}
