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

/** A session of WebDriver over HTTP: https://www.w3.org/TR/webdriver2/ */
export class WebDriverSession {
  readonly #url: string;
  /** The first window. It stays open because the session ends with its last window. */
  readonly #first: string;
  /** The window that commands go to. */
  #window: string;
  /** Commands for different windows must not interleave. */
  #last: Promise<unknown> = Promise.resolve();
  /** The browser's name and version. */
  readonly version: string;

  private constructor(url: string, window: string, version: string) {
    this.#url = url;
    this.#first = window;
    this.#window = window;
    this.version = version;
  }

  /**
   * Opens a session.
   *
   * @param driver URL of the driver, without a trailing slash.
   * @param capabilities The required capabilities.
   */
  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const opened = await command<{
      sessionId: string;
      capabilities: { browserName: string; browserVersion: string };
    }>('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } });
    const { browserName, browserVersion } = opened.capabilities;
    const url = `${driver}/session/${opened.sessionId}`;
    await command('POST', `${url}/timeouts`, LIMITS);
    const window = await command<string>('GET', `${url}/window`);
    return new WebDriverSession(url, window, `${browserName} ${browserVersion}`);
  }

  /**
   * @returns The handle of a new window. A new tab would hide behind the first one, and receive no keys or clicks.
   */
  async newWindow(): Promise<string> {
    const { handle } = await this.#in(this.#first, () =>
      this.#command<{ handle: string }>('POST', '/window/new', { type: 'window' }),
    );
    return handle;
  }

  closeWindow(window: string): Promise<void> {
    return this.#in(window, () => this.#command('DELETE', '/window'));
  }

  goto(window: string, url: string): Promise<void> {
    return this.#in(window, () => this.#command('POST', '/url', { url }));
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
      this.#command<{ value: string; error?: string }>('POST', '/execute/async', { script, args: [] }),
    );
    if (error) throw new Error(error);
    return value;
  }

  /** @param expression Evaluates to an element. */
  setFiles(window: string, expression: string, paths: readonly string[]): Promise<void> {
    return this.#in(window, async () => {
      const script = `return ${expression}`;
      const found = await this.#command<Reference | null>('POST', '/execute/sync', { script, args: [] });
      if (!found) throw new Error(`There is no file input: ${expression}`);
      await this.#command('POST', `/element/${found[ELEMENT]}/value`, { text: paths.join('\n') });
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
    return this.#in(window, () => this.#command('GET', '/screenshot'));
  }

  close(): Promise<void> {
    return this.#command('DELETE', '');
  }

  #act(window: string, source: object): Promise<void> {
    return this.#in(window, () => this.#command('POST', '/actions', { actions: [source] }));
  }

  #in<T>(window: string, work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(async () => {
      if (window !== this.#window) await this.#command('POST', '/window', { handle: window });
      this.#window = window;
      return work();
    });
    this.#last = next.catch(() => undefined);
    return next;
  }

  #command<T = void>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    return command(method, this.#url + path, body);
  }
}

/** @throws Error with the driver's code and message. */
async function command<T = void>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}
