import type { Locator, Page } from '@playwright/test';

/** What a person does with a large library, and its name. */
export interface Gesture {
  name: string;
  run(page: Page): Promise<void>;
}

/** Moves of the mouse in each gesture. */
const STEPS = 150;

/** Pixels per notch of a wheel. */
const NOTCH = 100;

const timeline = (page: Page): Locator => page.getByRole('slider', { name: 'Timeline' });

async function middleOf(what: Locator): Promise<{ x: number; y: number; height: number }> {
  const { x, y, width, height } = (await what.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { x: x + width / 2, y: y + height / 2, height };
}

/** Drags the mouse through points. */
async function drag(page: Page, points: readonly (readonly [x: number, y: number])[]): Promise<void> {
  const [first = [0, 0], ...others] = points;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point);
  await page.mouse.up();
}

/** Turns the wheel. */
async function wheel(page: Page, pixels: number, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await page.mouse.wheel(0, pixels);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** The gestures, in an order in which each starts where the one before it ends. */
export const GESTURES: readonly Gesture[] = [
  {
    name: 'scroll the grid',
    async run(page) {
      const { x, y } = await middleOf(
        page.getByRole('list', { name: 'Photos' }).getByRole('listitem').first(),
      );
      await page.mouse.move(x, y + 200);
      await wheel(page, 4 * NOTCH, STEPS);
    },
  },
  {
    name: 'drag along the timeline and back',
    async run(page) {
      const { x, y, height } = await middleOf(timeline(page));
      const share = (i: number): number => 1 - Math.abs((2 * i) / STEPS - 1);
      await drag(
        page,
        Array.from({ length: STEPS + 1 }, (_, i) => [x, y - height / 2 + 2 + share(i) * (height - 4)]),
      );
    },
  },
  {
    name: 'go through the years by keys',
    async run(page) {
      await timeline(page).focus();
      for (let year = 0; year < 20; year++) await page.keyboard.press('PageDown');
      for (let month = 0; month < 60; month++) await page.keyboard.press('ArrowUp');
    },
  },
  {
    name: 'open the map',
    async run(page) {
      await page.getByRole('button', { name: 'Map', exact: true }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: / photos$/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'drag the map',
    async run(page) {
      const { x, y } = await middleOf(page.locator('dialog[open] .view'));
      await drag(
        page,
        Array.from({ length: STEPS + 1 }, (_, i) => [
          x + 300 * Math.sin(i / 10),
          y + 150 * Math.cos(i / 7) - 150,
        ]),
      );
    },
  },
  {
    name: 'zoom into a city and out',
    async run(page) {
      const { x, y } = await middleOf(page.getByRole('dialog').locator('.cluster').nth(1));
      await page.mouse.move(x, y);
      await wheel(page, -NOTCH, STEPS / 3);
      await drag(
        page,
        Array.from({ length: STEPS / 3 }, (_, i) => [x + 2 * i, y + i]),
      );
      await wheel(page, NOTCH, STEPS / 3);
    },
  },
];
