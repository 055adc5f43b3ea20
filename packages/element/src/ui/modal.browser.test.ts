import { afterEach, beforeEach, expect, test } from 'vitest';
import { backStack, showModal } from './modal.ts';

let dialogs: HTMLDialogElement[];

beforeEach(() => {
  history.replaceState({ page: 'its own' }, '');
  backStack.use();
  dialogs = [0, 1].map(() => document.body.appendChild(document.createElement('dialog')));
});

afterEach(async () => {
  for (const dialog of dialogs) dialog.remove();
  backStack.settle();
  await expect.poll(entries).toBe(0);
});

/** The number of our history entries, as stored in the current one. */
const entries = (): number => history.state?.['photo-search-dialogs'] ?? 0;

const open = (): boolean[] => dialogs.map((dialog) => dialog.open);

const [first, second] = [() => dialogs[0] as HTMLDialogElement, () => dialogs[1] as HTMLDialogElement];

/** Resolves once the browser has moved to another history entry. */
const moved = (): Promise<unknown> =>
  new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));

test('going back closes the dialog opened last, and keeps the page’s own history state', async () => {
  const { href } = location;
  showModal(first());
  await expect.poll(entries).toBe(1);
  showModal(second());
  await expect.poll(entries).toBe(2);
  expect(history.state).toMatchObject({ page: 'its own' });
  history.back();
  await expect.poll(open).toEqual([true, false]);
  history.back();
  await expect.poll(open).toEqual([false, false]);
  expect(history.state).toEqual({ page: 'its own' });
  expect(location.href).toBe(href);
});

test('a dialog closed in another way removes its entry', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  const gone = moved();
  first().close();
  await gone;
  expect(history.state).toEqual({ page: 'its own' });
});

test('closing the lower of two dialogs leaves one entry for the other', async () => {
  showModal(first());
  showModal(second());
  await expect.poll(entries).toBe(2);
  first().close();
  await expect.poll(entries).toBe(1);
  expect(open()).toEqual([false, true]);
  history.back();
  await expect.poll(open).toEqual([false, false]);
});

test('a dialog opened during a navigation gets its entry afterwards', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  const gone = moved();
  first().close();
  // The close event is a task of its own; only then does the browser go back.
  await new Promise((resolve) => first().addEventListener('close', resolve, { once: true }));
  showModal(second());
  await gone;
  await expect.poll(entries).toBe(1);
  expect(open()).toEqual([false, true]);
});

test('a dialog reopened at once keeps its entry, and removes it later', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  const { length } = history;
  first().close();
  showModal(first());
  await new Promise((resolve) => first().addEventListener('close', resolve, { once: true }));
  expect([entries(), history.length]).toEqual([1, length]);
  first().close();
  await expect.poll(entries).toBe(0);
});

test('going forward to the entry of a closed dialog leads back', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  history.back();
  await expect.poll(open).toEqual([false, false]);
  const there = moved();
  history.forward();
  await there;
  await expect.poll(entries).toBe(0);
});

test('a dialog removed from the page removes its entry', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  first().remove();
  backStack.settle();
  await expect.poll(entries).toBe(0);
});

test('a dialog moved in the document while open is reopened on top', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  document.body.append(first());
  showModal(first());
  expect(first().matches(':modal')).toBe(true);
  await expect.poll(entries).toBe(1);
});

test('another URL is shown once no dialog is open, in an entry after the one before it', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  backStack.navigate('#other', true);
  const gone = moved();
  first().close();
  await gone;
  await expect.poll(() => location.hash).toBe('#other');
  expect(history.state).toEqual({ page: 'its own' });
  backStack.navigate('#changed', false);
  await expect.poll(() => location.hash).toBe('#changed');
  history.back();
  await expect.poll(() => location.hash).toBe('');
});

test('history state that is not a plain object is left unchanged', async () => {
  history.replaceState('its own', '');
  const { length } = history;
  showModal(first());
  await Promise.resolve();
  await Promise.resolve();
  expect([history.state, history.length]).toEqual(['its own', length]);
  first().close();
  history.replaceState(null, '');
});
