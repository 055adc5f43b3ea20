/**
 * One tab of a browser under test, with its input and its console. Everything uses the browser's own remote protocol:
 * keys and clicks are real input, not events that a script dispatches.
 */
export interface Tab {
  goto(url: string): Promise<void>;
  /**
   * Runs a function in the page.
   *
   * @param run A self-contained function, because it is sent as text.
   * @param argument Its argument.
   * @returns Its result, sent as JSON.
   * @throws Error with the page's message if the function throws.
   */
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /**
   * Chooses files in a file input.
   *
   * @param input An expression that evaluates to the input in the page.
   * @param paths Absolute paths of files, not folders: neither protocol can choose a folder.
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
  /** Types a text key by key. */
  type(text: string): Promise<void>;
  /** @returns The page as PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A browser under test. Its storage is deleted when it ends. */
export interface BrowserDriver {
  /** The browser's own name and version. */
  readonly version: string;
  /**
   * Errors and warnings of the pages so far, including those of the content security policy. Those of an open tab may
   * only arrive when it navigates or closes. WebDriver misses those from before a page has loaded.
   */
  readonly complaints: readonly string[];
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}
