/** Commands of WebDriver. Their names are Marionette's, and their parameters are those of the standard. */
export type Command =
  | 'SetTimeouts'
  | 'GetWindowHandle'
  | 'NewWindow'
  | 'SwitchToWindow'
  | 'CloseWindow'
  | 'Navigate'
  | 'ExecuteScript'
  | 'ExecuteAsyncScript'
  | 'ElementSendKeys'
  | 'PerformActions'
  | 'TakeScreenshot'
  | 'DeleteSession';

/** Sends the commands of one WebDriver session. */
export interface Transport {
  /** The browser's name and version. */
  readonly version: string;
  /**
   * @param parameters For `ElementSendKeys`, includes the element's reference as `id`.
   * @throws Error with the browser's code and message.
   */
  send<Result>(command: Command, parameters?: Readonly<Record<string, unknown>>): Promise<Result>;
}

/** Result of opening a session. */
export interface Opened {
  readonly sessionId: string;
  readonly capabilities: { readonly browserName: string; readonly browserVersion: string };
}

/** @returns The browser's name and version. */
export const versionOf = ({ capabilities: { browserName, browserVersion } }: Opened): string =>
  `${browserName} ${browserVersion}`;
