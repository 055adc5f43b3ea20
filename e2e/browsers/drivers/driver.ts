/**
 * One tab of a browser under test, as a person and a developer's console have it. Everything goes through the browser's own
 * remote protocol: keys and clicks are the browser's, not events that a script makes.
 */
export interface Tab {
  /** Opens a page and waits until it has loaded. */
  goto(url: string): Promise<void>;
  /**
   * Runs a function in the page.
   *
   * @param run Is sent as text, so it can name nothing outside of itself.
   * @param argument What it is called with.
   * @returns What it returns, sent as JSON.
   * @throws Error with the page's message if the function throws.
   */
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /**
   * Chooses files in a file input.
   *
   * @param input An expression that gives the input in the page.
   * @param paths Absolute paths of files. Folders are not taken: neither protocol can choose one.
   */
  setFiles(input: string, paths: readonly string[]): Promise<void>;
  /** Presses and releases the mouse's main button, at CSS pixels of the viewport. */
  click(x: number, y: number): Promise<void>;
  /**
   * Presses and releases a key.
   *
   * @param key As `KeyboardEvent.key` names it.
   */
  press(key: string): Promise<void>;
  /** Types a text, key after key. */
  type(text: string): Promise<void>;
  /** @returns The page as PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A browser under test. What it stores ends with it. */
export interface BrowserDriver {
  /** The browser's own name and version. */
  readonly version: string;
  /**
   * Errors and warnings of the pages so far, those of the content security policy among them; of a tab that is open they may
   * come only when it goes elsewhere or closes.
   */
  readonly complaints: readonly string[];
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}
