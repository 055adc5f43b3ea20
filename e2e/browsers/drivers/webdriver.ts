import type { Transport } from './transport.ts';

/** The name of an element's reference in WebDriver: https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Keys that are not characters: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  Backspace: '\uE003',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** Time limits of a script and of loading a page, in milliseconds. */
const LIMITS = { script: 600_000, pageLoad: 120_000 };

/** A reference to an element, as WebDriver sends it. */
type Reference = { [ELEMENT]: string };

/** The windows of a WebDriver session: https://www.w3.org/TR/webdriver2/ */
export class WebDriverSession {
  readonly #transport: Transport;
  /** The first window. It stays open because the session ends with its last window. */
  readonly #first: string;
  /** The window that commands go to. */
  #window: string;
  /** Commands for different windows must not interleave. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(transport: Transport, window: string) {
    this.#transport = transport;
    this.#first = window;
    this.#window = window;
  }

  /** Takes over a session that was just opened. */
  static async of(transport: Transport): Promise<WebDriverSession> {
    await transport.send('SetTimeouts', LIMITS);
    return new WebDriverSession(transport, await transport.send('GetWindowHandle'));
  }

  /**
   * @returns The handle of a new window. A new tab would hide behind the first one, and receive no keys or clicks.
   */
  async newWindow(): Promise<string> {
    const { handle } = await this.#in(this.#first, () =>
      this.#transport.send<{ handle: string }>('NewWindow', { type: 'window' }),
    );
    return handle;
  }

  closeWindow(window: string): Promise<void> {
    return this.#in(window, () => this.#transport.send('CloseWindow'));
  }

  goto(window: string, url: string): Promise<void> {
    return this.#in(window, () => this.#transport.send('Navigate', { url }));
  }

  /**
   * @param expression Evaluates to a promise of a string.
   * @throws Error with the page's message if the promise is rejected.
   */
  async evaluate(window: string, expression: string): Promise<string> {
    // The async function also reports calls that throw synchronously.
    const script = `const done = arguments[arguments.length - 1];
      (async () => ${expression})().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#in(window, () =>
      this.#transport.send<{ value: string; error?: string }>('ExecuteAsyncScript', { script, args: [] }),
    );
    if (error) throw new Error(error);
    return value;
  }

  /** @param expression Evaluates to an element. */
  setFiles(window: string, expression: string, paths: readonly string[]): Promise<void> {
    return this.#in(window, async () => {
      const script = `return ${expression}`;
      const found = await this.#transport.send<Reference | null>('ExecuteScript', { script, args: [] });
      if (!found) throw new Error(`There is no file input at ${expression}.`);
      await this.#transport.send('ElementSendKeys', { id: found[ELEMENT], text: paths.join('\n') });
    });
  }

  click(window: string, x: number, y: number): Promise<void> {
    const pointer = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport' },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    return this.#act(window, {
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: pointer,
    });
  }

  /** @param keys Values of `KeyboardEvent.key`. */
  press(window: string, keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((key) =>
      ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })),
    );
    return this.#act(window, { type: 'key', id: 'keyboard', actions });
  }

  /** @returns PNG in base64. */
  screenshot(window: string): Promise<string> {
    return this.#in(window, () => this.#transport.send('TakeScreenshot'));
  }

  close(): Promise<void> {
    return this.#transport.send('DeleteSession');
  }

  #act(window: string, source: object): Promise<void> {
    return this.#in(window, () => this.#transport.send('PerformActions', { actions: [source] }));
  }

  #in<T>(window: string, work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(async () => {
      if (window !== this.#window) await this.#transport.send('SwitchToWindow', { handle: window });
      this.#window = window;
      return work();
    });
    this.#last = next.catch(() => undefined);
    return next;
  }
}
