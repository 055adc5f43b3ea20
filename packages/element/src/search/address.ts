import { backStack } from '../ui/modal.ts';

/** Name of the query in the address: `#q=a+dog+in%3A2019`. */
const NAME = 'q';

/** Keeps the query in the page's address, so that going back and forth and bookmarks work. */
export class Address {
  readonly #changed: (query: string) => void;
  /** The query in the address, as far as it has been asked for. */
  #shown = '';
  /** Whether the latest query is still being typed, so that the next letter makes no entry of its own. */
  #isTyped = false;
  /** Whether the latest query came from the address. It may be written in another way then, such as with dates. */
  #isRead = false;
  #isUsed = false;

  /** @param changed Receives the query if the user went to another entry of the tab's history. */
  constructor(changed: (query: string) => void) {
    this.#changed = changed;
  }

  /** Starts with the query in the address. */
  use(): void {
    this.#isUsed = true;
    addEventListener('popstate', this.#read);
    this.#read();
  }

  /** Stops watching the address. */
  leave(): void {
    this.#isUsed = false;
    removeEventListener('popstate', this.#read);
  }

  /**
   * Shows a query in the address.
   *
   * @param isTyped Whether it is still being typed. Its letters share an entry.
   */
  show(query: string, isTyped: boolean): void {
    if (!this.#isUsed) return;
    const isNew = !this.#isRead && !(isTyped && this.#isTyped);
    this.#isRead = false;
    this.#isTyped = isTyped;
    if (query === this.#shown) return;
    this.#shown = query;
    backStack.navigate(query === '' ? '#' : `#${new URLSearchParams({ [NAME]: query })}`, isNew);
  }

  readonly #read = (): void => {
    if (backStack.isNavigating) return;
    const query = new URLSearchParams(location.hash.slice(1)).get(NAME) ?? '';
    if (query === this.#shown) return;
    this.#shown = query;
    this.#isTyped = false;
    this.#isRead = true;
    this.#changed(query);
  };
}
