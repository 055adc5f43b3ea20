import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import { numbered } from '../search/match.fixture.ts';
import type { Match } from '../search/match.ts';
import { image, Shown, shot } from './lightbox.fixture.ts';
import { Lightbox } from './lightbox.ts';

let lightbox: Lightbox;
let library: Shown;

beforeEach(() => {
  localStorage.removeItem('photo-search-slide-seconds');
  library = new Shown();
  lightbox = new Lightbox();
  lightbox.strings = english;
  lightbox.library = library;
  lightbox.items = sized(4000, 3000);
  document.body.append(lightbox);
});

afterEach(() => {
  vi.useRealTimers();
  lightbox.remove();
});

/** Five photos of this size, according to their records. */
const sized = (width: number, height: number): Match[] =>
  numbered(0, 5).map(({ photo }) => ({ photo: { ...photo, width, height } }));

const within = <Type extends Element>(selector: string): Type | null =>
  lightbox.renderRoot.querySelector<Type>(selector);

const stage = () => within('photo-search-stage') as HTMLElementTagNameMap['photo-search-stage'];
const button = (name: string) => within<HTMLButtonElement>(`.tools .${name}`);
const photoBox = (): DOMRect | undefined =>
  stage().renderRoot.querySelector('.here .picture')?.getBoundingClientRect();

/** Size of the photo on the screen, in percent of its pixels. */
const percent = (): number => (100 * (photoBox()?.width ?? 0) * devicePixelRatio) / 4000;

/** What screen readers were told last. */
const said = (): string => within('[role=status]')?.textContent ?? '';

/** Opens a photo, and waits until it is there. */
async function opened(index: number): Promise<void> {
  await lightbox.show(index);
  library.of(index).file(await image(20));
  await expect.poll(() => shot(lightbox).width).toBe(20);
}

test('keys, the button and a double click show all pixels, and the whole photo again', async () => {
  await opened(1);
  const fitted = percent();
  expect(fitted).toBeLessThan(50);
  await userEvent.keyboard('z');
  await expect.poll(percent).toBeCloseTo(100, 1);
  await expect.poll(said).toBe('Zoom 100%');
  expect(within('.percent')?.textContent).toBe('Zoom 100%');
  await userEvent.keyboard('z');
  await expect.poll(percent).toBeCloseTo(fitted, 1);
  await expect.poll(said).toBe('Whole photo');
  await userEvent.keyboard('+');
  await expect.poll(percent).toBeCloseTo(fitted * 1.5, 1);
  button('zoom')?.click();
  await expect.poll(percent).toBeCloseTo(fitted, 1);
  button('zoom')?.click();
  await expect.poll(percent).toBeCloseTo(100, 1);
  await userEvent.dblClick(stage());
  await expect.poll(percent).toBeCloseTo(fitted, 1);
  // Without further pixels to show, it is a close-up.
  for (let step = 0; step < 20; step++) await userEvent.keyboard('+');
  await expect.poll(percent).toBeCloseTo(800, 0);
});

test('the wheel enlarges what is under the pointer, and arrows move it', async () => {
  await opened(1);
  const { left = 0, top = 0, width = 0, height = 0 } = photoBox() ?? {};
  const at = { clientX: left + width * 0.3, clientY: top + height * 0.4 };
  stage().dispatchEvent(new WheelEvent('wheel', { deltaY: -600, cancelable: true, ...at }));
  await expect.poll(() => photoBox()?.width).toBeGreaterThan(width * 4);
  const box = photoBox() as DOMRect;
  expect((at.clientX - box.left) / box.width).toBeCloseTo(0.3, 3);
  expect((at.clientY - box.top) / box.height).toBeCloseTo(0.4, 3);
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => photoBox()?.left).toBeLessThan(box.left);
  expect(shot(lightbox).name).toBe('1.jpg');
});

test('the view is turned for the session, and the file stays as it is', async () => {
  await opened(1);
  const ratio = (): number => {
    const { width = 0, height = 1 } = photoBox() ?? {};
    return Math.round((100 * width) / height) / 100;
  };
  expect(ratio()).toBe(1.33);
  await userEvent.keyboard('r');
  await expect.poll(ratio).toBe(0.75);
  await expect.poll(said).toBe('Rotated by 90°');
  const turnOf = (): string =>
    getComputedStyle(stage().renderRoot.querySelector('.here .picture > *') as Element).rotate;
  expect(turnOf()).toBe('90deg');
  await userEvent.keyboard('{ArrowRight}');
  library.of(2).file(await image(30));
  await expect.poll(() => [shot(lightbox).width, ratio()]).toEqual([30, 1.33]);
  await userEvent.keyboard('{Escape}');
  await opened(1);
  expect(ratio()).toBe(0.75);
  await userEvent.keyboard('{Shift>}R{/Shift}');
  await expect.poll(ratio).toBe(1.33);
});

test('neighbours are decoded after the photo, one each side, and released when they are none', async () => {
  await lightbox.show(2);
  await expect.poll(() => library.asked).toEqual([2]);
  library.of(2).file(await image(20));
  await expect.poll(() => library.asked).toEqual([2, 3]);
  library.of(3).file(await image(30));
  await expect.poll(() => library.asked).toEqual([2, 3, 1]);
  library.of(1).file(await image(10));
  const urlOf = (side: string): string | undefined =>
    stage().renderRoot.querySelector<HTMLImageElement>(`.${side} img`)?.src;
  await expect.poll(() => urlOf('previous')).toBeDefined();
  const [gone, kept] = [urlOf('previous') ?? '', urlOf('here') ?? ''];
  await userEvent.keyboard('{ArrowRight}');
  // It was there already.
  await expect.poll(() => shot(lightbox)).toMatchObject({ name: '3.jpg', width: 30 });
  await expect.poll(() => library.asked).toEqual([2, 3, 1, 4]);
  await expect(fetch(gone)).rejects.toThrow();
  expect((await fetch(kept)).ok).toBe(true);
  await userEvent.keyboard('{Escape}');
  await expect(fetch(kept)).rejects.toThrow();
});

test('a photo of 50 megapixels is decoded reduced, and in full when it is enlarged', async () => {
  lightbox.items = sized(8660, 5774);
  await lightbox.show(1);
  library.of(1).thumbnail(await image(10));
  await expect.poll(() => shot(lightbox).width).toBe(10);
  library.of(1).file(await image(20));
  library.of(1).picture(await createImageBitmap(await image(500)));
  await expect.poll(() => shot(lightbox).width).toBe(500);
  await userEvent.keyboard('z');
  await expect.poll(() => shot(lightbox).width).toBe(20);
  const url = stage().renderRoot.querySelector<HTMLImageElement>('.here img')?.src ?? '';
  await userEvent.keyboard('z');
  for (const _ of [1, 2]) await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => shot(lightbox).name).toBe('3.jpg');
  await expect(fetch(url)).rejects.toThrow();
});

test('the slide show waits for each photo, then for the time that was chosen, which is kept', async () => {
  await opened(3);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await userEvent.keyboard('s');
  await lightbox.updateComplete;
  expect(button('play')?.ariaLabel).toBe('Pause the slide show');
  expect(within('.facts')?.ariaLive).toBe('off');
  vi.advanceTimersByTime(4999);
  expect(shot(lightbox).name).toBe('3.jpg');
  vi.advanceTimersByTime(1);
  await expect.poll(() => shot(lightbox).name).toBe('4.jpg');
  vi.advanceTimersByTime(60_000);
  expect(shot(lightbox).name).toBe('4.jpg');
  library.of(4).file(await image(40));
  await expect.poll(() => shot(lightbox).width).toBe(40);
  await userEvent.selectOptions(within('select') as HTMLSelectElement, '10 s');
  vi.advanceTimersByTime(9999);
  expect(shot(lightbox).name).toBe('4.jpg');
  vi.advanceTimersByTime(1);
  // After the last photo comes the first.
  await expect.poll(() => shot(lightbox).name).toBe('0.jpg');
  library.of(0).file(await image(50));
  await expect.poll(() => shot(lightbox).width).toBe(50);
  await userEvent.keyboard('+');
  await lightbox.updateComplete;
  expect(button('play')?.ariaLabel).toBe('Slide show');
  vi.advanceTimersByTime(60_000);
  expect(shot(lightbox).name).toBe('0.jpg');
  const other = new Lightbox();
  other.strings = english;
  other.items = numbered(0, 2);
  document.body.append(other);
  await other.show(0);
  await userEvent.keyboard('s');
  await other.updateComplete;
  expect(other.renderRoot.querySelector('select')?.value).toBe('10');
  other.remove();
});

test('a key and a button choose the photo, where photos can be chosen', async () => {
  const picked: unknown[] = [];
  lightbox.addEventListener('pick', (event) => picked.push((event as CustomEvent).detail));
  await lightbox.show(1);
  expect(button('choose')).toBeNull();
  await userEvent.keyboard('x');
  expect(picked).toEqual([]);
  lightbox.selection = 'many';
  lightbox.chosen = new Set([2]);
  await lightbox.updateComplete;
  expect(button('choose')?.ariaPressed).toBe('false');
  button('choose')?.click();
  expect(picked).toEqual([{ index: 1, extend: false }]);
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => button('choose')?.ariaPressed).toBe('true');
  await userEvent.keyboard('x');
  expect(picked.at(-1)).toEqual({ index: 2, extend: false });
});
