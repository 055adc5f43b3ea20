/** Key of our count in `history.state`. Everything else there belongs to the page. */
const KEY = 'photo-search-dialogs';

/**
 * Makes the Back button close the open dialog.
 *
 * Browsers with close watchers do so themselves for Android's back gesture, without touching history:
 * https://html.spec.whatwg.org/multipage/interaction.html#close-requests-and-close-watchers
 * In other browsers, and on a page that gives us its history, each open dialog adds a history entry: the same URL,
 * the page's own state, and the number of open dialogs. A dialog that is closed in another way removes its entry.
 */
class BackStack {
  /** In the order of opening. */
  #open: HTMLDialogElement[] = [];
  #isUsed = false;
  /** Whether the browser is navigating to an entry at our request. It responds later. */
  #isTravelling = false;
  #isSettling = false;
  /** Another URL to show, once no dialog is open. */
  #navigation: { readonly url: string; readonly isNew: boolean } | undefined;

  /** Starts to use history entries, and drops those that an earlier visit to this page left behind. */
  use(): void {
    if (!this.#isUsed) addEventListener('popstate', this.#popped);
    this.#isUsed = true;
    this.settle();
  }

  opened(dialog: HTMLDialogElement): void {
    if (!this.#isUsed && 'CloseWatcher' in globalThis) return;
    this.use();
    // A dialog that is reopened before its close event fires is still in the list.
    if (!this.#open.includes(dialog)) this.#open.push(dialog);
    dialog.addEventListener('close', this.settle);
    this.settle();
  }

  /** Whether the page's URL does not say yet what {@link navigate} asked for. */
  get isNavigating(): boolean {
    return this.#navigation !== undefined;
  }

  /**
   * Changes the page's URL. While dialogs are open it stays, because closing them returns to the entry before.
   *
   * @param isNew Whether to add an entry instead of changing the current one.
   */
  navigate(url: string, isNew: boolean): void {
    this.#navigation = { url, isNew: isNew || this.#navigation?.isNew === true };
    this.settle();
  }

  /** Synchronises history with the open dialogs, once the current changes are complete. */
  readonly settle = (): void => {
    if (!this.#isUsed || this.#isSettling) return;
    this.#isSettling = true;
    queueMicrotask(() => {
      this.#isSettling = false;
      this.#settle();
    });
  };

  #settle(): void {
    // Until the browser has arrived, further calls would count from the wrong entry.
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
    if (wanted > 0 || there > wanted || !this.#navigation) return;
    const { url, isNew } = this.#navigation;
    this.#navigation = undefined;
    if (isNew) history.pushState(history.state, '', url);
    else history.replaceState(history.state, '', url);
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

/** Shared by all elements because they share the window's history. */
export const backStack = new BackStack();

/** Opens a modal dialog, which the Back button also closes. */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.matches(':modal')) return;
  // A dialog that was moved in the document while open still has `open` set but is no longer modal. Calling close()
  // would fire its `close` event after it has been reopened.
  dialog.open = false;
  dialog.showModal();
  backStack.opened(dialog);
}

/** Number of our history entries up to the current one. */
function entriesIn(state: unknown): number {
  const count = isOurs(state) ? state?.[KEY] : 0;
  return typeof count === 'number' && count > 0 ? count : 0;
}

/** Whether our count can be added to this state: a page may store anything there. */
function isOurs(state: unknown): state is Record<string, unknown> | null {
  return typeof state === 'object' && (state === null || Object.getPrototypeOf(state) === Object.prototype);
}
