import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import { numbered } from '../search/match.fixture.ts';
import { PhotoGrid } from './grid.ts';
import type { PhotoPick } from './photo-events.ts';

let grid: PhotoGrid;

beforeEach(async () => {
  grid = new PhotoGrid();
  grid.strings = english;
  grid.style.cssText = 'width:500px;height:400px';
  grid.items = numbered(0, 300);
  document.body.append(grid);
  await laidOut();
});

afterEach(() => grid.remove());

/** Resolves after the grid was measured and has scrolled. */
async function laidOut(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await grid.updateComplete;
}

/** The scrolling element. */
const scroller = (): HTMLElement => grid.renderRoot.querySelector('.scroller') as HTMLElement;

const cells = (): HTMLElement[] => [...(grid.renderRoot as ShadowRoot).querySelectorAll('button')];

/** The focused photo. */
const focused = (): string | undefined =>
  (grid.renderRoot as ShadowRoot).activeElement?.getAttribute('title') ?? undefined;

/** The photos that Tab can reach. */
const tabStops = (): string[] => cells().flatMap((cell) => (cell.tabIndex === 0 ? [cell.title] : []));

/** How far below the top of the grid a photo is, in pixels. */
const topOf = (title: string): number | undefined => {
  const cell = cells().find((cell) => cell.title === title);
  return cell && cell.getBoundingClientRect().top - grid.getBoundingClientRect().top;
};

test('only visible photos and the tab stop are in the document', async () => {
  expect(cells().length).toBeLessThan(60);
  scroller().scrollTop = scroller().scrollHeight;
  await laidOut();
  expect(cells().length).toBeLessThan(60);
  expect(cells().map(({ title }) => title)).toContain('299.jpg');
  expect(tabStops()).toEqual(['0.jpg']);
});

test('Tab moves from before the grid to a photo, then behind the grid', async () => {
  const [before, after] = [document.createElement('button'), document.createElement('button')];
  grid.before(before);
  grid.after(after);
  before.focus();
  await userEvent.tab();
  expect(focused()).toBe('0.jpg');
  await userEvent.tab();
  expect(document.activeElement).toBe(after);
  before.remove();
  after.remove();
});

test('arrow keys follow the direction of lines', async () => {
  await grid.focusPhoto(3);
  await userEvent.keyboard('{ArrowRight}');
  expect(focused()).toBe('4.jpg');
  grid.dir = 'rtl';
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(focused()).toBe('1.jpg');
  const [first, second] = cells().map((cell) => cell.getBoundingClientRect().right);
  expect(first).toBeGreaterThan(second ?? Number.NaN);
});

test('a page sets the size of tiles and the gap, in any unit, at any time', async () => {
  const columns = () => new Set(cells().map((cell) => cell.getBoundingClientRect().left)).size;
  grid.style.setProperty('--photo-search-tile-size', '14rem');
  await expect.poll(columns).toBe(2);
  grid.style.setProperty('--photo-search-tile-size', '60px');
  grid.style.setProperty('--photo-search-tile-gap', '2rem');
  await expect.poll(columns).toBe(5);
});

test('a photo keeps focus when it moves out of the drawn part', async () => {
  await grid.focusPhoto(3);
  grid.items = numbered(0, 300).reverse();
  await laidOut();
  expect(focused()).toBe('3.jpg');
  expect(tabStops()).toEqual(['3.jpg']);
  expect(topOf('3.jpg')).toBeLessThan(400);
});

test('focus moves to the photo in the place of one that disappeared', async () => {
  await grid.focusPhoto(3);
  grid.items = [...numbered(0, 3), ...numbered(10, 300)];
  await laidOut();
  expect(focused()).toBe('10.jpg');
  grid.items = numbered(50, 52);
  await laidOut();
  expect(focused()).toBe('51.jpg');
  expect(tabStops()).toEqual(['51.jpg']);
});

test('new photos do not steal focus', async () => {
  const input = document.createElement('input');
  document.body.append(input);
  input.focus();
  grid.items = numbered(50, 52);
  await laidOut();
  expect(document.activeElement).toBe(input);
  input.remove();
});

test('the visible photos stay in place while photos arrive above them', async () => {
  scroller().scrollTop = 1000;
  await laidOut();
  const first = cells().find((cell) => (topOf(cell.title) ?? -1) >= 0)?.title ?? '';
  const top = topOf(first);
  grid.items = [...numbered(1000, 1020), ...numbered(0, 300)];
  await laidOut();
  expect(scroller().scrollTop).toBeGreaterThan(1000);
  expect(topOf(first)).toBeCloseTo(top ?? Number.NaN, 0);
});

test('a new query starts at the top, with its best match as tab stop', async () => {
  await grid.focusPhoto(200);
  expect(scroller().scrollTop).toBeGreaterThan(0);
  grid.epoch++;
  grid.items = numbered(100, 300);
  await laidOut();
  expect(scroller().scrollTop).toBe(0);
  expect(tabStops()).toEqual(['100.jpg']);
});

/** Lets photos be marked, and notes what the grid asks for. */
function marked(): string[] {
  const asked: string[] = [];
  grid.marks = { of: () => undefined, want: () => undefined } as unknown as NonNullable<PhotoGrid['marks']>;
  grid.addEventListener('open', (event) => asked.push(`open ${(event as CustomEvent<number>).detail}`));
  grid.addEventListener('pick', (event) => {
    const { index, extend } = (event as CustomEvent<PhotoPick>).detail;
    asked.push(`${extend ? 'up to' : 'pick'} ${index}`);
    grid.chosen = new Set([...grid.chosen, grid.items[index]?.photo.id ?? 0]);
  });
  return asked;
}

const photo = (index: number): HTMLElement =>
  grid.renderRoot.querySelector(`.photo[data-index='${index}']`) as HTMLElement;

const point = (type: string, target: HTMLElement, pointerType: string): boolean =>
  target.dispatchEvent(
    new PointerEvent(type, { pointerType, isPrimary: true, bubbles: true, composed: true, cancelable: true }),
  );

test('a finger that rests on a photo chooses it, and one that lifts at once opens it', async () => {
  const asked = marked();
  await laidOut();
  point('pointerdown', photo(1), 'touch');
  point('pointerup', photo(1), 'touch');
  photo(1).click();
  expect(asked).toEqual(['open 1']);
  point('pointerdown', photo(2), 'touch');
  await expect.poll(() => asked).toEqual(['open 1', 'pick 2']);
  // The click at its end, and the menu of the picture, are not meant.
  expect(point('contextmenu', photo(2), 'touch')).toBe(false);
  point('pointerup', photo(2), 'touch');
  photo(2).click();
  await laidOut();
  photo(3).click();
  expect(asked).toEqual(['open 1', 'pick 2', 'pick 3']);
});

test('the mouse drags a choice from a check to other photos', async () => {
  const asked = marked();
  await laidOut();
  // Without a check, a drag is nothing.
  point('pointerdown', photo(0), 'mouse');
  point('pointermove', photo(1), 'mouse');
  point('pointerup', photo(1), 'mouse');
  const check = grid.renderRoot.querySelector("[data-check='2']") as HTMLElement;
  point('pointerdown', check, 'mouse');
  point('pointermove', photo(2), 'mouse');
  for (const index of [3, 4, 4]) point('pointermove', photo(index), 'mouse');
  point('pointerup', photo(4), 'mouse');
  expect(asked).toEqual(['pick 2', 'up to 3', 'up to 4']);
});
