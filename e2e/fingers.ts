import { type CDPSession, expect, type Locator, type Page } from '@playwright/test';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Number of moves of a finger between two points. */
const STEPS = 6;

/**
 * Touch input at the level of the operating system: the browser itself turns it into pointers, scrolls and clicks.
 */
export class Fingers {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  /** Moves one finger between two points. */
  async swipe(from: Point, to: Point): Promise<void> {
    await this.#move([[from, to]]);
  }

  /** Moves two fingers, each between two points. */
  async pinch(one: readonly [Point, Point], other: readonly [Point, Point]): Promise<void> {
    await this.#move([one, other]);
  }

  /** Taps an element once it has stopped moving and nothing covers it. */
  async tap(target: Locator): Promise<void> {
    // Do not use Playwright’s trial tap: it really taps and only hides its events from the page, and a busy page sees
    // them later.
    let middle: Point | undefined;
    const look = async (): Promise<Point | undefined> => {
      // Each time, because the page may still move what is on it, for example when a progress bar goes.
      await target.scrollIntoViewIfNeeded();
      middle = (await target.evaluate(middleOnTop)) ?? undefined;
      return middle;
    };
    await expect.poll(look, { message: 'can be tapped' }).toBeDefined();
    if (middle) await this.#tap(middle, 1);
  }

  /** Rests on an element until something has happened. */
  async rest(target: Locator, happened: () => Promise<unknown>): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const middle = await target.evaluate(middleOnTop);
    if (!middle) throw new Error('Something covers the element.');
    await this.#send('touchStart', [middle]);
    await happened();
    await this.#send('touchEnd', []);
  }

  async doubleTap(at: Point): Promise<void> {
    await this.#tap(at, 2);
  }

  /**
   * If the end of a tap waited until a busy page had handled its start, it would be a long press, which is not a
   * click.
   */
  async #tap(at: Point, times: number): Promise<void> {
    const sent: Promise<void>[] = [];
    for (let tap = 0; tap < times; tap++)
      sent.push(this.#send('touchStart', [at]), this.#send('touchEnd', []));
    await Promise.all(sent);
  }

  async #move(ways: readonly (readonly [Point, Point])[]): Promise<void> {
    for (let step = 0; step <= STEPS; step++) {
      const points = ways.map(([from, to]) => ({
        x: from.x + ((to.x - from.x) * step) / STEPS,
        y: from.y + ((to.y - from.y) * step) / STEPS,
      }));
      await this.#send(step === 0 ? 'touchStart' : 'touchMove', points);
    }
    await this.#send('touchEnd', []);
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });
  }
}

/** @returns The centre of an element, or null if something covers it. Runs in the page. */
function middleOnTop(element: Element): Point | null {
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: x + width / 2, y: y + height / 2 };
  let root: Document | ShadowRoot = document;
  for (;;) {
    const top: Element | null = root.elementFromPoint(middle.x, middle.y);
    if (!top) return null;
    if (element === top || element.contains(top)) return middle;
    if (!top.shadowRoot || top.shadowRoot === root) return null;
    root = top.shadowRoot;
  }
}

/**
 * @param page A page whose shadow roots are all open.
 * @param least Minimum size of a touch target, in CSS pixels.
 * @returns Smaller touch targets, with their sizes.
 */
export function smallTargets(page: Page, least = 44): Promise<string[]> {
  return page.evaluate((least) => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (
          !element.matches('a[href], button, input, select, summary, textarea, [role=button], [role=switch]')
        )
          continue;
        const target = element.matches('input') ? (element.closest('label') ?? element) : element;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const { width, height } = target.getBoundingClientRect();
        // Layout is in 64ths of a pixel.
        if (width < least - 0.1 || height < least - 0.1) {
          const name = element.getAttribute('aria-label') ?? element.textContent.trim();
          found.push(`${element.localName} “${name}”: ${width.toFixed(1)} × ${height.toFixed(1)}`);
        }
      }
    };
    look(document);
    return [...new Set(found)];
  }, least);
}

/** @returns Elements that extend beyond the right edge of the screen, where nobody sees them. */
export function overhanging(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!element.matches('a, button, dd, dialog, dt, h2, h3, h4, input, p, summary')) continue;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const by = element.getBoundingClientRect().right - innerWidth;
        if (by >= 1) found.push(`${element.localName} “${element.textContent.trim()}”: ${by.toFixed(0)} px`);
      }
    };
    look(document);
    return found;
  });
}
