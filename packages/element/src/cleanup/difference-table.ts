import type { Photo } from '@web-clip/photos';
import { html, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { fileName } from '../ui/format.ts';
import { differences, type Whereabouts } from './differences.ts';

/** What stands for a value that a photo lacks. */
const NO_VALUE = '–';

/** A table of what differs in the metadata of two photos. */
export function differenceTable(
  strings: Strings,
  pair: readonly [Photo, Photo],
  where: Whereabouts,
): TemplateResult {
  const rows = differences(strings, pair, where);
  if (rows.length === 0) return html`<p>${strings.noDifferences}</p>`;
  return html`
    <table>
      <caption>${strings.differences}</caption>
      <thead>
        <tr>
          <td></td>
          ${pair.map(({ path }) => html`<th scope="col"><bdi>${fileName(path)}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ term, values }) => html`
            <tr>
              <th scope="row">${term}</th>
              ${values.map((value) => html`<td><bdi>${value || NO_VALUE}</bdi></td>`)}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
