import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { historyKeyOf } from './history-keys.ts';

/** Actions of the shortcuts. */
export interface ShortcutActions {
  focusSearch(): void;
  showHelp(): void;
  searchFor(image: File): void;
  /** Undoes the last action; undefined if there are none. */
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

/** Handles keys and pastes in the element, and on the page while nothing there is focused. */
export class Shortcuts implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: ShortcutActions;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: ShortcutActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#pressed);
    document.addEventListener('paste', this.#pasted);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#pressed);
    document.removeEventListener('paste', this.#pasted);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const act = this.#actionOf(event);
    const path = event.composedPath();
    if (!act || !this.#isOurs(event, path) || path.some(isTypedIn)) return;
    event.preventDefault();
    act();
  };

  #actionOf(event: KeyboardEvent): (() => void) | undefined {
    const history = historyKeyOf(event);
    if (history) return this.#actions[history];
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === '/') return () => this.#actions.focusSearch();
    return event.key === '?' ? () => this.#actions.showHelp() : undefined;
  }

  readonly #pasted = (event: ClipboardEvent): void => {
    if (!this.#isOurs(event, event.composedPath())) return;
    const image = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!image) return;
    event.preventDefault();
    this.#actions.searchFor(image);
  };

  #isOurs(event: Event, path: readonly EventTarget[]): boolean {
    const { activeElement } = document;
    const isHere =
      path.includes(this.#host) ||
      !activeElement ||
      activeElement === document.body ||
      activeElement === this.#host;
    return isHere && !event.defaultPrevented && !path.some(isDialog);
  }
}

function isTypedIn(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

function isDialog(target: EventTarget): boolean {
  return target instanceof HTMLDialogElement;
}
