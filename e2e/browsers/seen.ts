/** An element of a page, including its shadow roots. */
export interface Target {
  /** A CSS selector. */
  readonly selector: string;
  /** Source of a case-insensitive regular expression for its name; see {@link Seen.name}. */
  readonly named?: string;
}

/** An element as the user sees it. */
export interface Seen {
  /** Its text with white space collapsed. */
  readonly text: string;
  /** Its label, or else the alternative text of its images and its text. */
  readonly name: string;
  /** The typed text. */
  readonly value?: string;
  /** Whether it has focus. */
  readonly focused: boolean;
  /** Natural size of an image in pixels, upright; 0 if it has not loaded. */
  readonly naturalWidth?: number;
  readonly naturalHeight?: number;
  /** Its centre, in CSS pixels of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Whether a click there hits it, and nothing covers it. */
  readonly reachable: boolean;
}

/**
 * Finds visible matches. Self-contained because it runs in the page.
 *
 * @param request What to find, and whether to scroll the first match into view.
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
 * Finds an element, visible or not, in the page or its shadow roots. Runs in the page.
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
