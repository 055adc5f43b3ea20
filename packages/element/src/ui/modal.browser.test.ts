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

test('going back closes the dialog that was opened last, and keeps what the page has in its history', async () => {
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

test('a dialog that is closed in another way takes its entry along', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  const gone = moved();
  first().close();
  await gone;
  expect(history.state).toEqual({ page: 'its own' });
});

test('the lower of two dialogs leaves one entry for the other', async () => {
  showModal(first());
  showModal(second());
  await expect.poll(entries).toBe(2);
  first().close();
  await expect.poll(entries).toBe(1);
  expect(open()).toEqual([false, true]);
  history.back();
  await expect.poll(open).toEqual([false, false]);
});

test('what is opened while the browser is on its way gets its entry when it has arrived', async () => {
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

test('a dialog that is opened again at once keeps its entry, and gives it back later', async () => {
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

test('going forward to where a dialog was leads back, since it is not open any more', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  history.back();
  await expect.poll(open).toEqual([false, false]);
  const there = moved();
  history.forward();
  await there;
  await expect.poll(entries).toBe(0);
});

test('a dialog that is taken off the page takes its entry along', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  first().remove();
  backStack.settle();
  await expect.poll(entries).toBe(0);
});

test('a dialog that was moved in the document while it was open is opened over all else again', async () => {
  showModal(first());
  await expect.poll(entries).toBe(1);
  document.body.append(first());
  showModal(first());
  expect(first().matches(':modal')).toBe(true);
  await expect.poll(entries).toBe(1);
});

test('a page that keeps something in its history that is no plain object is left alone', async () => {
  history.replaceState('its own', '');
  const { length } = history;
  showModal(first());
  await Promise.resolve();
  await Promise.resolve();
  expect([history.state, history.length]).toEqual(['its own', length]);
  first().close();
  history.replaceState(null, '');
});
