import { html, nothing, type TemplateResult } from 'lit';
import type { Result, Row } from './result.ts';
import { cellsOf, rounded } from './tables.ts';

/**
 * Draws a result: one bar per row for the median with a line from the lowest to the highest run, ratios, all figures,
 * and notes.
 */
export function chart(result: Result): TemplateResult {
  const { title, unit, rows, ratios, notes } = result;
  const most = Math.max(...rows.flatMap(({ runs }) => runs));
  const [head = [], ...lines] = cellsOf(result);
  return html`<section>
    <h2>${title}</h2>
    <table class="bars">
      <tbody>
        ${rows.map((row) => bar(row, most, unit))}
      </tbody>
    </table>
    ${
      ratios.length > 0
        ? html`<ul class="ratios">
            ${ratios.map(({ name, value, unit }) => html`<li>${name}: <strong>${rounded(value)}</strong> ${unit}</li>`)}
          </ul>`
        : nothing
    }
    <details>
      <summary>All figures</summary>
      <div class="scroll">
        <table class="figures">
          <thead>
            <tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr>
          </thead>
          <tbody>
            ${lines.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
      <ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>
    </details>
  </section>`;
}

function bar({ name, by, value, runs }: Row, most: number, unit: string): TemplateResult {
  const part = (of: number): string => `${(100 * Math.max(0, of)) / most}%`;
  const [low, high] = [Math.min(...runs), Math.max(...runs)];
  return html`<tr class=${by === 'web-clip' ? 'ours' : 'theirs'}>
    <th scope="row">${name}<span class="maker">${by}</span></th>
    <td>
      <div class="track">
        <div class="fill" style="width: ${part(value)}"></div>
        <div class="range" style="left: ${part(low)}; width: ${part(high - low)}"></div>
      </div>
    </td>
    <td class="value">${rounded(value)} ${unit}</td>
  </tr>`;
}
