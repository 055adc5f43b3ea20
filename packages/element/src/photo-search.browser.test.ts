import { ClipError, type ModelSpec, registry } from '@web-clip/clip';
import { html, type LitElement, render } from 'lit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Formats } from './i18n/formats.ts';
import { english, type Strings } from './i18n/strings.ts';
import { AgreementDialog } from './models/agreement-dialog.ts';
import {
  alertNotice,
  cancelledNotice,
  folderNotice,
  leftOutNotice,
  newsNotice,
  separateNotice,
  unindexedNotice,
} from './notices.ts';
import { PhotoSearch } from './photo-search.ts';
import { PhotoCount } from './photos/photo-count.ts';
import { downloadProgress, indexingProgress, preparingProgress } from './photos/progress-bar.ts';

const NAMES = ['castle', 'two-cats', 'slice-of-pizza', 'penguin-in-snow'];

const file = async (name: string): Promise<File> =>
  new File([await (await fetch(`/samples/${name}.webp`)).blob()], `${name}.webp`, { type: 'image/webp' });

let element: PhotoSearch;

/** Events of the element, by type. */
const heard: { type: string; detail: unknown }[] = [];

/** What the element has dispatched of a type since the last look, the latest last. */
function details<T>(type: string): T[] {
  const found = heard.filter((event) => event.type === type).map(({ detail }) => detail as T);
  heard.length = 0;
  return found;
}

beforeAll(async () => {
  element = new PhotoSearch();
  element.name = crypto.randomUUID();
  element.device = 'wasm';
  for (const type of ['ready', 'results', 'select', 'error', 'progress'] as const) {
    element.addEventListener(type, ({ detail }) => heard.push({ type, detail }));
  }
  document.body.append(element);
  await element.add(await Promise.all(NAMES.map(file)));
});

afterAll(() => element.remove());

const root = (): ShadowRoot => element.shadowRoot as ShadowRoot;
const grid = (): ShadowRoot => root().querySelector('photo-search-grid')?.shadowRoot as ShadowRoot;
const box = (): HTMLInputElement => root().querySelector('.words') as HTMLInputElement;
const photoButton = (name: string): HTMLElement =>
  grid().querySelector(`.photo[title='${name}.webp']`) as HTMLElement;
const names = (photos: readonly { path: string }[]): string[] => photos.map(({ path }) => path);

test('a model chosen while the first one starts takes its place', async () => {
  const { open } = PhotoCount.prototype;
  const counting = vi.spyOn(PhotoCount.prototype, 'open');
  const other = new PhotoSearch();
  // The first one is ready only when the other one is being downloaded.
  const downloading = new Promise((resolve) => other.addEventListener('progress', resolve, { once: true }));
  counting.mockImplementationOnce(async function (this: PhotoCount, library) {
    await downloading;
    await open.call(this, library);
  });
  const pocket = registry.get('pocket') as ModelSpec;
  other.name = crypto.randomUUID();
  other.device = 'wasm';
  other.models = [pocket, { ...pocket, id: 'other' }];
  document.body.append(other);
  await expect.poll(() => counting.mock.calls.length).toBe(1);
  other.model = 'other';
  await expect.poll(async () => (await (await other.clip)?.info())?.model.id).toBe('other');
  other.remove();
  counting.mockRestore();
});

test('photos that a page adds are reported as they are indexed', () => {
  const progress = details<{ phase: string; done: number; total: number }>('progress');
  expect(progress.at(-1)).toMatchObject({ phase: 'done', done: 4, total: 4 });
  expect(progress.map(({ phase }) => phase)).toContain('indexing');
});

test('a search by code shows in the box, and resolves with the photos shown', async () => {
  details('results');
  const hits = await element.search('pizza');
  expect(hits[0]?.photo.path).toBe('slice-of-pizza.webp');
  expect(element.query).toBe('pizza');
  await element.updateComplete;
  expect(box().value).toBe('pizza');
  expect(details('results').at(-1)).toEqual({ query: 'pizza', hits });
  const pizza = hits[0]?.photo.id ?? Number.NaN;
  expect(names((await element.search({ photo: pizza })).map(({ photo }) => photo))).not.toContain(
    'slice-of-pizza.webp',
  );
  expect(root().querySelector('.chip')?.textContent).toContain('like slice-of-pizza.webp');
  const image = await (await fetch('/samples/castle.webp')).blob();
  expect((await element.search(image))[0]?.photo.path).toBe('castle.webp');
  const clip = await element.clip;
  const embedding = await clip?.embedTexts(['a penguin']);
  expect((await element.search(embedding as NonNullable<typeof embedding>))[0]?.photo.path).toBe(
    'penguin-in-snow.webp',
  );
  expect(element.query).toBe('');
});

test('the query follows the box, and the box the query', async () => {
  await element.search('');
  await userEvent.fill(box(), 'two cats');
  expect(element.query).toBe('two cats');
  await expect.poll(() => photoButton('two-cats').dataset.index).toBe('0');
  element.query = 'a castle';
  await element.updateComplete;
  expect(box().value).toBe('a castle');
  await expect.poll(() => photoButton('castle').dataset.index).toBe('0');
});

test('wrong calls end in an error that says what to do, and a failed search is told to the user', async () => {
  await expect(element.search(42 as never)).rejects.toMatchObject({ code: 'invalid-argument' });
  await expect(element.add(42 as never)).rejects.toMatchObject({ code: 'invalid-argument' });
  await expect(new PhotoSearch().search('dog')).rejects.toMatchObject({ code: 'disposed' });
  details('error');
  await expect(element.search(new Blob(['no image']))).rejects.toMatchObject({ code: 'undecodable-image' });
  expect(details('error')).toEqual([expect.any(ClipError)]);
});

test('a photo is chosen by a click or a key, and opened by its own button', async () => {
  await element.search('castle');
  element.selection = 'one';
  await element.updateComplete;
  details('select');
  await userEvent.click(photoButton('castle'));
  expect(photoButton('castle').getAttribute('aria-pressed')).toBe('true');
  expect(names(element.selected)).toEqual(['castle.webp']);
  await userEvent.keyboard('{ArrowRight}');
  const next = grid().activeElement?.getAttribute('title');
  await userEvent.keyboard(' ');
  expect(names(element.selected)).toEqual([next]);
  expect(details<{ path: string }[]>('select').map(names)).toEqual([['castle.webp'], [next]]);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  const dialog = () => root().querySelector('photo-search-lightbox')?.shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog()?.open).toBe(true);
  dialog()?.close();
  element.selection = 'none';
});

test('many photos are chosen by code without an event', async () => {
  element.selection = 'many';
  await element.search('pizza');
  const ids = (await (await element.library)?.photos())?.map(({ id }) => id) ?? [];
  details('select');
  element.selected = ids;
  await expect.poll(() => element.selected.length).toBe(NAMES.length);
  element.selected = [];
  expect(element.selected).toEqual([]);
  expect(details('select')).toEqual([]);
  element.selection = 'none';
});

test('text marked in the search box is no photo chosen', async () => {
  details('select');
  await element.search('castle');
  await element.updateComplete;
  const marked = new Promise((resolve) => box().addEventListener('select', resolve, { once: true }));
  box().select();
  await marked;
  expect(details('select')).toEqual([]);
});

test('two elements with the same model share its worker, and each has a library of its own', async () => {
  const other = await another();
  expect(await other.clip).toBe(await element.clip);
  expect((await (await other.library)?.status())?.photos).toBe(0);
  other.remove();
  expect((await (await element.clip)?.info())?.model.id).toBe('pocket');
});

test('the language is that of the nearest lang attribute, and follows it', async () => {
  const section = document.createElement('section');
  section.lang = 'de-CH';
  document.body.append(section);
  const other = await another(section);
  const title = (): string | undefined => other.shadowRoot?.querySelector('h2')?.textContent;
  const { de } = await import('./i18n/de.ts');
  const german = de(new Formats('de'));
  expect(title()).toBe(german.startTitle);
  expect(other.shadowRoot?.querySelector('.text')?.getAttribute('lang')).toBe('de-CH');
  other.strings = { startTitle: 'Hallo' };
  await expect.poll(title).toBe('Hallo');
  expect(other.shadowRoot?.querySelector('.privacy')?.textContent).toContain(german.privacy);
  // Not shipped, so the page’s other texts are English.
  other.lang = 'it';
  await expect
    .poll(() => other.shadowRoot?.querySelector('.privacy')?.textContent)
    .toContain(english.privacy);
  other.lang = 'en';
  other.strings = {};
  await expect.poll(title).toBe(english.startTitle);
  section.remove();
});

test('a page styles the element by properties and parts', async () => {
  await element.search('castle');
  element.selection = 'one';
  element.selected = [(await element.search('castle'))[0]?.photo ?? Number.NaN];
  element.style.setProperty('--photo-search-accent', 'rgb(1, 2, 3)');
  element.style.setProperty('--photo-search-tile-radius', '17px');
  const sheet = document.createElement('style');
  sheet.textContent = `
    photo-search::part(button) { text-transform: uppercase; }
    photo-search::part(chosen-photo) { opacity: 0.5; }
    photo-search::part(dialog-title) { letter-spacing: 3px; }
  `;
  document.head.append(sheet);
  await element.updateComplete;
  await expect.poll(() => getComputedStyle(photoButton('castle')).opacity).toBe('0.5');
  const { borderRadius } = getComputedStyle(photoButton('castle'));
  expect(borderRadius).toBe('17px');
  const link = root().querySelector('.status .link') as Element;
  expect(getComputedStyle(link).color).toBe('rgb(1, 2, 3)');
  expect(getComputedStyle(root().querySelector('.add') as Element).textTransform).toBe('uppercase');
  await import('./photos/folders-dialog.ts');
  await (root().querySelector('photo-search-folders') as LitElement).updateComplete;
  const dialog = root().querySelector('photo-search-folders')?.shadowRoot;
  expect(getComputedStyle(dialog?.querySelector('h2') as Element).letterSpacing).toBe('3px');
  const copy = dialog?.querySelector('photo-search-copy')?.shadowRoot?.querySelector('button');
  expect(getComputedStyle(copy as Element).textTransform).toBe('uppercase');
  sheet.remove();
  element.removeAttribute('style');
  element.selection = 'none';
});

test('all texts are in the catalogue', async () => {
  const other = await another();
  other.strings = marked;
  other.samples = '/samples/';
  await other.updateComplete;
  expect(unmarked(other)).toEqual([]);
  other.remove();

  element.strings = marked;
  element.selection = 'many';
  element.marks = true;
  element.selected = [];
  const hits = await element.search('pizza');
  await element.search({ photo: hits[0]?.photo.id ?? Number.NaN });
  await expect.poll(() => grid().querySelectorAll('.photo').length).toBeGreaterThan(0);
  await element.search(new Blob(['no image'])).catch(() => undefined);
  await element.add([new File(['no image'], 'broken.jpg')]);
  for (const name of ['⟦Models⟧', '⟦Folders⟧', '⟦Clean up⟧', '⟦Albums⟧']) {
    await expect.element(page.getByRole('button', { name, exact: true })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name, exact: true }));
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(unmarked(element)).toEqual([]);
    await userEvent.keyboard('{Escape}');
  }
  // The bar, and what it opens.
  (grid().querySelector('.photo') as HTMLElement).click();
  await userEvent.click(page.getByRole('button', { name: '⟦Rating and labels⟧' }));
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(unmarked(element)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await userEvent.click(page.getByRole('button', { name: '⟦Favourite⟧' }));
  await expect.element(page.getByRole('button', { name: '⟦Undo⟧' })).toBeVisible();
  expect(unmarked(element)).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: '⟦1 file could not be read⟧' }));
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(unmarked(element)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  (grid().querySelector('.enlarge') as HTMLElement).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(unmarked(element)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  element.strings = {};
  element.selection = 'none';
  element.marks = false;
});

test('all texts of the question about a licence are in the catalogue', async () => {
  const dialog = new AgreementDialog();
  dialog.strings = marked;
  document.body.append(dialog);
  const restricted = [...registry.values()].find(({ about }) => about?.restriction);
  const answer = dialog.ask(restricted as NonNullable<typeof restricted>);
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(unmarked(dialog.renderRoot)).toEqual([]);
  dialog.remove();
  expect(await answer).toBeUndefined();
});

test('all texts of the notices are in the catalogue', () => {
  const folder = { id: 1, name: 'castle.webp', kind: 'files' } as const;
  const separate = {
    addition: { source: [], empty: () => '' },
    lookalike: { folder: 2, known: 1, missing: 3 },
    name: folder.name,
  };
  const progress = { phase: 'indexing', done: 34, total: 80, failed: 2, rate: 11.6, secondsLeft: 4 } as const;
  const nop = (): void => undefined;
  const box = document.createElement('div');
  render(
    html`
      ${alertNotice(marked, marked.modelDied, nop, nop)}${newsNotice(marked, marked.gpuReplaced, nop)}
      ${leftOutNotice(marked, { files: { video: 12, psd: 1 }, systemFolders: 2 }, nop)}
      ${separateNotice(marked, separate, nop, nop)}${folderNotice(marked, [folder], nop, nop)}
      ${unindexedNotice(marked, 2, nop)}${cancelledNotice(marked, { left: 3 }, 5, nop, nop)}
      ${indexingProgress(marked, progress, nop)}${preparingProgress(marked, progress, 'Pocket', 'Pocket', nop)}
      ${downloadProgress(marked, { phase: 'download', done: 1, total: 2e6 }, 'Pocket', nop)}
    `,
    box,
  );
  expect(unmarked(box)).toEqual([]);
  expect(box.querySelectorAll('.notice')).toHaveLength(7);
});

/** An element with the same model and an empty library, once it is ready. */
async function another(parent: Element = document.body): Promise<PhotoSearch> {
  const other = new PhotoSearch();
  other.name = crypto.randomUUID();
  other.device = element.device;
  const ready = new Promise((resolve) => other.addEventListener('ready', resolve));
  parent.append(other);
  await ready;
  await expect.poll(() => other.shadowRoot?.querySelector('h2')).toBeTruthy();
  return other;
}

/** All texts, marked, so that any other text is seen. */
const marked = Object.fromEntries(
  Object.entries(english).map(([name, text]) => [
    name,
    typeof text === 'string'
      ? `⟦${text}⟧`
      : (...args: never[]) => {
          const said = (text as (...args: never[]) => string | undefined)(...args);
          return said && `⟦${said}⟧`;
        },
  ]),
) as Strings;

/** Names, which are the same in all languages. */
const NEUTRAL = [
  ...NAMES.map((name) => `${name}.webp`),
  'broken.jpg',
  'photo',
  ...[...registry.values()].flatMap(({ name, about }) => [name, about?.license ?? '']),
];

/** Texts and labels outside of the catalogue, except for names, and what models and errors say in English. */
function unmarked(root: ParentNode): string[] {
  const found: string[] = [];
  for (const each of root.querySelectorAll('*')) {
    if (each.shadowRoot) found.push(...unmarked(each.shadowRoot));
    if (each.closest("[lang='en']:not(.text), style, bdi, [role='alert']")) continue;
    const labels = ['aria-label', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name));
    const texts = [...each.childNodes].flatMap((child) => (child instanceof Text ? child.data : []));
    found.push(...[...labels, ...texts].flatMap((text) => text?.trim() || []));
  }
  return found.filter(
    (text) => !NEUTRAL.includes(text) && /\p{L}/u.test(text.replaceAll(/⟦.*⟧|⟦.*$|^.*⟧/gs, '')),
  );
}
