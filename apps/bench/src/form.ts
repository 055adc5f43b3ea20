import { html, type TemplateResult } from 'lit';
import { registry } from 'web-clip';
import type { Suite } from './result.ts';
import { queryOf, type Settings } from './settings.ts';

const SUITE_HINTS: Record<Suite, string> = {
  index: 'Photos a second, by their size',
  text: 'How long a query takes to embed',
  search: 'How long 1,000 to 1,000,000 rows take to search, and a query while indexing',
  start: 'From nothing to the first embedding; deletes the model, and downloads it again',
  memory: 'While loading, which deletes the model first, and over 10,000 photos; takes long',
  growth: 'What a photo costs with 100,000 in the library; takes long',
};

/**
 * Lets the user choose what to measure.
 *
 * @param settings The initial choice.
 * @param start Called with the choice, in the form of the page's query, and with photos if the user chose some.
 */
export function form(
  settings: Settings,
  start: (query: URLSearchParams, photos: readonly File[]) => void,
): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const photos = data.getAll('photos').filter((file) => file instanceof File && file.size > 0) as File[];
    const query = queryOf(settings);
    query.set('run', data.getAll('suite').join(','));
    for (const name of ['model', 'device', 'peer']) query.set(name, String(data.get(name) ?? ''));
    start(query, photos);
  };
  return html`<form @submit=${submit}>
    <fieldset>
      <legend>What to measure</legend>
      ${Object.entries(SUITE_HINTS).map(
        ([suite, hint]) =>
          html`<label class="choice">
            <input type="checkbox" name="suite" value=${suite} .checked=${settings.suites.includes(suite as Suite)} />
            ${suite}<span class="hint">${hint}</span>
          </label>`,
      )}
      <label class="choice">
        <input type="checkbox" name="peer" value="1" .checked=${settings.peer} />
        transformers.js<span class="hint">The same with the same model, for comparison</span>
      </label>
    </fieldset>
    <fieldset>
      <legend>With what</legend>
      <label class="field">
        Model
        <input name="model" list="models" .value=${settings.model} required />
        <span class="hint">An id, owner/name, or the URL of a folder</span>
      </label>
      <datalist id="models">${[...registry.values()].map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</datalist>
      <label class="field">
        Device
        <select name="device" .value=${settings.device}>
          <option value="auto">chosen by itself</option>
          <option value="webgpu">WebGPU</option>
          <option value="wasm">WASM</option>
        </select>
      </label>
      <label class="field">
        Photos
        <input type="file" name="photos" accept="image/*" multiple />
        <span class="hint">Without any, some are made. They stay on this device.</span>
      </label>
    </fieldset>
    <button class="main">Start</button>
  </form>`;
}
