import { type Clip, createClip } from '@web-clip/clip';
import { type Library, openLibrary } from '@web-clip/photos';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import { albumWithCopies } from './album.fixture.ts';
import { CleanupDialog } from './cleanup-dialog.ts';

let clip: Clip;
let library: Library;
let dialog: CleanupDialog;
let changes = 0;

beforeAll(async () => {
  clip = await createClip({ device: 'wasm' });
  library = await openLibrary({ clip, name: crypto.randomUUID() });
  await library.add(await albumWithCopies());
});

afterAll(() => clip.dispose());

beforeEach(async () => {
  changes = 0;
  dialog = new CleanupDialog();
  dialog.strings = english;
  dialog.library = library;
  dialog.addEventListener('changed', () => changes++);
  document.body.append(dialog);
  await dialog.show();
});

afterEach(() => dialog.remove());

const root = (): ShadowRoot => dialog.shadowRoot as ShadowRoot;
const tab = (name: string) => page.getByRole('tab', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const said = (): string => root().querySelector('.done [role=status]')?.textContent ?? '';
const groups = () => [...root().querySelectorAll('photo-search-group')];
const lead = (): string =>
  groups()[0]?.shadowRoot?.querySelector('.lead')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const compare = (): ShadowRoot => root().querySelector('photo-search-compare')?.shadowRoot as ShadowRoot;

/** Names of the photos of the library that are not hidden. */
const listed = async (): Promise<string[]> => (await library.photos()).map(({ path }) => path).sort();
const idOf = async (name: string): Promise<number> =>
  (await library.photos()).find(({ path }) => path === name)?.id as number;

const ORIGINAL = 'IMG_20190403_101112.jpg';

test('copies are hidden with the best of their marks on the kept photo, and shown again', async () => {
  const [original, small] = [await idOf(ORIGINAL), await idOf('small.jpg')];
  await library.marks.set([small], { favourite: true });
  const all = await listed();
  await expect.element(tab('Same picture (1)')).toBeVisible();
  await expect.element(tab('Same moment (1)')).toBeVisible();
  expect(lead()).toMatch(`Keep ${ORIGINAL} It`);
  await expect
    .poll(() => groups()[0]?.shadowRoot?.querySelectorAll('photo-search-group-thumbnail').length)
    .toBe(4);
  // The copy with the same bytes shares its marks with the original, and is hidden all the same.
  await button(`Hide 3 copies of ${ORIGINAL}`).click();
  await expect.poll(said).toBe('3 photos are hidden. The files stay.');
  await expect.element(tab('Same picture (0)')).toBeVisible();
  await expect.element(page.getByText('No two photos here show the same picture.')).toBeVisible();
  expect(await listed()).toEqual(all.filter((name) => name === ORIGINAL || /_10111[46]|cats/.test(name)));
  expect(await library.marks.get([original])).toMatchObject([{ favourite: true, hidden: false }]);
  expect(root().activeElement?.textContent).toContain('Same picture');
  await button('Undo').click();
  await expect.element(tab('Same picture (1)')).toBeVisible();
  expect(await listed()).toEqual(all);
  expect(await library.marks.get([original])).toMatchObject([{ favourite: false }]);
  expect(changes).toBe(2);
});

test('keys choose another photo to keep, and compare two photos in step', async () => {
  await expect.element(tab('Same picture (1)')).toBeVisible();
  const radio = (): HTMLElement | null | undefined =>
    groups()[0]?.shadowRoot?.querySelector<HTMLElement>('input:checked');
  radio()?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(lead).toContain('Your choice.');
  const chosen = groups()[0]?.shadowRoot?.querySelector('.photo:has(:checked) .name')?.textContent ?? '';
  expect(chosen).not.toBe(ORIGINAL);
  await button(`Compare ${chosen} with the others`).click();
  await expect.element(page.getByRole('dialog', { name: 'Compare' })).toBeVisible();
  const panes = () => [...compare().querySelectorAll('photo-search-compare-pane')];
  const poses = () =>
    panes().map(
      (pane) => pane.shadowRoot?.querySelector<HTMLElement>('.picture')?.style.transform ?? 'not drawn',
    );
  await expect.poll(poses).toEqual(Array(2).fill('translate(0px, 0px) scale(1)'));
  await userEvent.keyboard('++{ArrowLeft}');
  await expect
    .poll(poses)
    .toEqual(Array(2).fill(expect.stringMatching(/^translate\([1-9].*scale\(2\.25\)$/)));
  const [first, second] = poses();
  expect(first).toBe(second);
  panes()[1]?.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, cancelable: true }));
  await expect.poll(poses).toEqual(Array(2).fill(expect.not.stringMatching(/scale\(2\.25\)/)));
  await userEvent.keyboard('0');
  await expect.poll(poses).toEqual(Array(2).fill('translate(0px, 0px) scale(1)'));
  // A smaller copy is drawn as large as the original.
  await page.getByRole('radio', { name: 'small.jpg' }).last().click({ force: true });
  const terms = () => [...compare().querySelectorAll('tbody th')].map(({ textContent }) => textContent);
  await expect.poll(terms).toContain('Size');
  const widths = panes().map((pane) => pane.shadowRoot?.querySelector('.picture')?.clientWidth);
  expect(widths[0]).toBeCloseTo(widths[1] ?? 0, -1);
  await button('Keep small.jpg').click();
  await expect.element(button('Keep small.jpg')).toHaveAttribute('aria-pressed', 'true');
  await userEvent.keyboard('{Escape}');
  await expect.poll(lead).toBe('Keep small.jpg Your choice.');
  await expect.element(page.getByRole('dialog', { name: 'Clean up' })).toBeVisible();
});

test('the photos of a moment that are not kept are hidden, and shown again', async () => {
  const all = await listed();
  await expect.element(tab('Same picture (1)')).toBeVisible();
  (root().querySelector('[aria-selected=true]') as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(tab('Same moment (1)')).toHaveAttribute('aria-selected', 'true');
  const boxes = () => page.getByRole('checkbox');
  expect(boxes().elements()).toHaveLength(3);
  const hide = () => groups()[0]?.shadowRoot?.querySelector('.hide') as HTMLElement;
  const checked = () =>
    boxes()
      .elements()
      .filter((box) => (box as HTMLInputElement).checked);
  expect(checked()).toHaveLength(1);
  (checked()[0] as HTMLElement).click();
  await expect.poll(() => hide().ariaDisabled).toBe('true');
  await boxes().nth(0).click();
  await boxes().nth(1).click();
  await expect.poll(() => hide().textContent).toContain('Hide the other one');
  hide().click();
  await expect.poll(said).toBe('1 photo is hidden. The file stays.');
  expect(await listed()).toHaveLength(all.length - 1);
  await button('Undo').click();
  await expect.poll(listed).toEqual(all);
});

test('a search that is cancelled closes the dialog, and nothing found is said', async () => {
  const other = await openLibrary({ clip, name: crypto.randomUUID() });
  dialog.library = other;
  await dialog.updateComplete;
  await expect.element(page.getByText('No two photos here show the same picture.')).toBeVisible();
  await tab('Same moment (0)').click();
  await expect.element(page.getByText('No two photos here were taken at the same moment.')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  // The library answers when the test lets it.
  const waiting = Promise.withResolvers<never>();
  dialog.library = { ...library, groups: () => waiting.promise };
  void dialog.show();
  await button('Cancel').click();
  await expect.poll(() => root().querySelector('dialog')?.open).toBe(false);
  waiting.reject(new Error('too late'));
  await other.close();
});
