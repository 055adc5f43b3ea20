import { html, LitElement, type TemplateResult } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Shortcuts } from './shortcuts.ts';

const actions = {
  focusSearch: vi.fn(),
  showHelp: vi.fn(),
  searchFor: vi.fn(),
  undo: vi.fn(),
  redo: undefined,
};

class Host extends LitElement {
  readonly shortcuts = new Shortcuts(this, actions);

  protected override render(): TemplateResult {
    return html`<button>photo</button><input /><dialog><button class="in-dialog">close</button></dialog>`;
  }
}
customElements.define('shortcuts-host', Host);

let host: Host;

beforeEach(async () => {
  document.body.innerHTML = '<h1>Title</h1><button id="other">other</button><input id="typed" />';
  host = new Host();
  document.body.append(host);
  await host.updateComplete;
  vi.clearAllMocks();
});

afterEach(() => {
  document.body.innerHTML = '';
});

const own = (selector: string): HTMLElement => host.renderRoot.querySelector(selector) as HTMLElement;
const other = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;

/** @returns Whether the page may still handle the key. */
function press(target: Element, init: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', {
    key: '/',
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  return target.dispatchEvent(event);
}

function paste(target: Element, type = 'image/png'): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['x'], 'picture', { type }));
  const event = new ClipboardEvent('paste', {
    clipboardData,
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  return target.dispatchEvent(event);
}

test('a slash focuses the search box while nothing else on the page has focus', () => {
  expect(press(document.body)).toBe(false);
  own('button').focus();
  expect(press(own('button'))).toBe(false);
  expect(actions.focusSearch).toHaveBeenCalledTimes(2);
});

test('a question mark shows the help, but not in text fields', () => {
  expect(press(document.body, { key: '?', shiftKey: true })).toBe(false);
  own('input').focus();
  expect(press(own('input'), { key: '?', shiftKey: true })).toBe(true);
  expect(actions.showHelp).toHaveBeenCalledOnce();
});

test('a slash is left to text fields, to other focused elements, and to dialogs', () => {
  for (const element of [own('input'), other('#typed'), other('#other')]) {
    element.focus();
    expect(press(element)).toBe(true);
  }
  own('dialog').setAttribute('open', '');
  own('.in-dialog').focus();
  expect(press(own('.in-dialog'))).toBe(true);
  expect(press(document.body, { ctrlKey: true })).toBe(true);
  expect(actions.focusSearch).not.toHaveBeenCalled();
});

test('an image pasted into the element or the page is searched for', () => {
  expect(paste(own('input'))).toBe(false);
  // After a click, the caret is there but nothing is focused.
  expect(paste(other('h1'))).toBe(false);
  expect(actions.searchFor).toHaveBeenCalledTimes(2);
});

test('a paste is ignored if something else has focus or it contains no image', () => {
  other('#typed').focus();
  expect(paste(other('#typed'))).toBe(true);
  other('#other').focus();
  expect(paste(other('h1'))).toBe(true);
  other('#other').blur();
  expect(paste(document.body, 'text/plain')).toBe(true);
  expect(actions.searchFor).not.toHaveBeenCalled();
});
