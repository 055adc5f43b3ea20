import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What the shortcuts do. */
export interface ShortcutActions {
  focusSearch(): void;
  searchFor(picture: File): void;
}

/** Keys and pastes that count wherever on the page the focus is, unless someone is typing there. */
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
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    if (event.defaultPrevented || path.some(isTypedIn) || path.some(isDialog)) return;
    event.preventDefault();
    this.#actions.focusSearch();
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const path = event.composedPath();
    const isElsewhere = path.some(isTypedIn) && !path.includes(this.#host);
    if (event.defaultPrevented || isElsewhere || path.some(isDialog)) return;
    const picture = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!picture) return;
    event.preventDefault();
    this.#actions.searchFor(picture);
  };
}

function isTypedIn(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

function isDialog(target: EventTarget): boolean {
  return target instanceof HTMLDialogElement;
}
