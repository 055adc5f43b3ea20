/** Key of our count in `history.state`; what else is there is the page's own. */
const KEY = 'photo-search-dialogs';

/**
 * Lets going back close the dialog that is open.
 *
 * Where the browser has close watchers, it does so itself with Android's back gesture, and touches no history:
 * https://html.spec.whatwg.org/multipage/interaction.html#close-requests-and-close-watchers
 * Elsewhere, and on a page that says that its history is ours, each open dialog takes an entry: the same URL, the page's
 * own state, and how many are open. A dialog that is closed in another way takes its entry along.
 */
class BackStack {
  /** In the order in which they were opened. */
  #open: HTMLDialogElement[] = [];
  #isUsed = false;
  /** Whether the browser is on its way to an entry that we sent it to: it answers later. */
  #isTravelling = false;
  #isSettling = false;

  /** Takes entries from now on, and drops those that an earlier visit to this page has left. */
  use(): void {
    if (!this.#isUsed) addEventListener('popstate', this.#popped);
    this.#isUsed = true;
    this.settle();
  }

  opened(dialog: HTMLDialogElement): void {
    if (!this.#isUsed && 'CloseWatcher' in globalThis) return;
    this.use();
    // One that is opened again before its event has told that it was closed is there still.
    if (!this.#open.includes(dialog)) this.#open.push(dialog);
    dialog.addEventListener('close', this.settle);
    this.settle();
  }

  /** Makes history agree with what is open, once what is being closed and opened now has been. */
  readonly settle = (): void => {
    if (!this.#isUsed || this.#isSettling) return;
    this.#isSettling = true;
    queueMicrotask(() => {
      this.#isSettling = false;
      this.#settle();
    });
  };

  #settle(): void {
    // Calls that come until the browser has arrived would count from where it is not any more.
    if (this.#isTravelling) return;
    this.#forgetClosed();
    const wanted = this.#open.length;
    const there = entriesIn(history.state);
    if (there > wanted) {
      this.#isTravelling = true;
      history.go(wanted - there);
    } else if (isOurs(history.state)) {
      for (let entry = there + 1; entry <= wanted; entry++) {
        history.pushState({ ...history.state, [KEY]: entry }, '');
      }
    }
  }

  readonly #popped = (): void => {
    const isOwn = this.#isTravelling;
    this.#isTravelling = false;
    if (!isOwn) {
      this.#forgetClosed();
      for (const dialog of this.#open.slice(entriesIn(history.state)).reverse()) dialog.close();
    }
    this.settle();
  };

  #forgetClosed(): void {
    this.#open = this.#open.filter((dialog) => dialog.open && dialog.isConnected);
  }
}

/** Of this window, whose history all elements share. */
export const backStack = new BackStack();

/** Opens a dialog over all else, which going back closes as well. */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.matches(':modal')) return;
  // One that was moved in the document while it was open still says so, but lies over nothing. Its `close` event would
  // come after it has been opened again.
  dialog.open = false;
  dialog.showModal();
  backStack.opened(dialog);
}

/** Our entries up to the current one. */
function entriesIn(state: unknown): number {
  const count = isOurs(state) ? state?.[KEY] : 0;
  return typeof count === 'number' && count > 0 ? count : 0;
}

/** Whether a count can be added to it: a page may keep anything there. */
function isOurs(state: unknown): state is Record<string, unknown> | null {
  return typeof state === 'object' && (state === null || Object.getPrototypeOf(state) === Object.prototype);
}
