import { html, type TemplateResult } from 'lit';

/**
 * One of several tabs. Only the selected one is reached by Tab; the arrow keys move among them.
 *
 * @param id Also names the panel, whose id is `panel`.
 */
export function tab(id: string, label: string, isSelected: boolean, open: () => void): TemplateResult {
  return html`
    <button
      role="tab"
      id=${id}
      aria-selected=${isSelected}
      aria-controls="panel"
      tabindex=${isSelected ? 0 : -1}
      @click=${open}
    >${label}</button>
  `;
}

/** @returns How many tabs a key moves on: 1, -1, or 0 for other keys. */
export function arrowed({ key, currentTarget }: KeyboardEvent): number {
  const isRightToLeft = getComputedStyle(currentTarget as Element).direction === 'rtl';
  if (key === 'ArrowRight') return isRightToLeft ? -1 : 1;
  if (key === 'ArrowLeft') return isRightToLeft ? 1 : -1;
  return 0;
}
