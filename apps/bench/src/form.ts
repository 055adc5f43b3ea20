import { registry } from '@web-clip/clip';
import { html, type TemplateResult } from 'lit';
import type { PageSuite } from './result.ts';
import { queryOf, type Settings } from './settings.ts';

const SUITE_HINTS: Record<PageSuite, string> = {
  index: 'Photos per second, by size',
  text: 'Time to embed a query',
  search: 'Time to search 1,000 to 1,000,000 rows, and to answer a query while indexing',
  query: 'Time to search for several terms, with filters',
  start: 'Time to the first embedding. Deletes the model and downloads it again.',
  memory: 'Memory while loading and over 10,000 photos. Deletes the model first, and takes long.',
  growth: 'Time to add a photo to a library of 100,000. Takes long.',
  groups: 'Time to find copies and moments among 100,000 photos. Takes long.',
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
            <input type="checkbox" name="suite" value=${suite} .checked=${settings.suites.includes(suite as PageSuite)} />
            ${suite}<span class="hint">${hint}</span>
          </label>`,
      )}
      <label class="choice">
        <input type="checkbox" name="peer" value="1" .checked=${settings.peer} />
        transformers.js<span class="hint">The same measurements with the same model, for comparison</span>
      </label>
    </fieldset>
    <fieldset>
      <legend>Settings</legend>
      <label class="field">
        Model
        <input name="model" list="models" .value=${settings.model} required />
        <span class="hint">An id, owner/name, or the URL of a folder</span>
      </label>
      <datalist id="models">${[...registry.values()].map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</datalist>
      <label class="field">
        Device
        <select name="device" .value=${settings.device}>
          <option value="auto">automatic</option>
          <option value="webgpu">WebGPU</option>
          <option value="wasm">WASM</option>
        </select>
      </label>
      <label class="field">
        Photos
        <input type="file" name="photos" accept="image/*" multiple />
        <span class="hint">Your photos stay on this device. Choose none to use generated ones.</span>
      </label>
    </fieldset>
    <button class="main">Start</button>
  </form>`;
}
