/** Something on a page, in shadow roots too. */
export interface Target {
  /** A CSS selector. */
  readonly selector: string;
  /** Source of a regular expression, case ignored, for its name; see {@link Seen.name}. */
  readonly named?: string;
}

/** What a person sees of an element. */
export interface Seen {
  /** Its text, without what is invisible in white space. */
  readonly text: string;
  /** Its label; without one, what images in it show, and its text. */
  readonly name: string;
  /** What is typed in it. */
  readonly value?: string;
  /** Whether keys go to it. */
  readonly focused: boolean;
  /** Of an image: its own size in pixels, upright, 0 while it has none. */
  readonly naturalWidth?: number;
  readonly naturalHeight?: number;
  /** Its middle, in CSS pixels of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Whether a click there meets it, and nothing that lies over it. */
  readonly reachable: boolean;
}

/**
 * Finds what matches and is visible. It runs in the page, so it names nothing outside of itself.
 *
 * @param request What to find, and whether to scroll the first one into view.
 */
export function findVisible({ target, reveal }: { target: Target; reveal: boolean }): Seen[] {
  const pattern = target.named === undefined ? undefined : new RegExp(target.named, 'i');
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? within(element.shadowRoot) : []),
    ]);
  const textOf = (element: Element): string => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const nameOf = (element: Element): string =>
    element.getAttribute('aria-label') ??
    element.getAttribute('alt') ??
    [...element.querySelectorAll('img')].map(({ alt }) => alt).join(' ') + textOf(element);
  /** Down through shadow roots. */
  const deepest = (next: (root: DocumentOrShadowRoot) => Element | null): Element | null => {
    let found = next(document);
    for (;;) {
      const inner = found?.shadowRoot ? next(found.shadowRoot) : null;
      if (!inner || inner === found) return found;
      found = inner;
    }
  };
  const found = within(document).filter(
    (element) =>
      element.matches(target.selector) &&
      element.checkVisibility() &&
      (!pattern || pattern.test(nameOf(element))),
  );
  if (reveal) found[0]?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const active = deepest((root) => root.activeElement);
  return found.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = deepest((root) => root.elementFromPoint(x, y));
    return {
      text: textOf(element),
      name: nameOf(element),
      ...(element instanceof HTMLInputElement && { value: element.value }),
      ...(element instanceof HTMLImageElement && {
        naturalWidth: element.naturalWidth,
        naturalHeight: element.naturalHeight,
      }),
      focused: element === active,
      x,
      y,
      reachable: hit !== null && element.contains(hit),
    };
  });
}

/**
 * Finds an element of the page's shadow roots, visible or not. It runs in the page.
 *
 * @param selector A CSS selector.
 */
export function findHidden(selector: string): Element | null {
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  }
  return null;
}
