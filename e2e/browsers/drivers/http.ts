import { type Command, type Opened, type Transport, versionOf } from './transport.ts';

/** Methods and paths: https://www.w3.org/TR/webdriver2/#endpoints */
const ENDPOINTS: Readonly<Record<Command, readonly ['GET' | 'POST' | 'DELETE', string]>> = {
  SetTimeouts: ['POST', '/timeouts'],
  GetWindowHandle: ['GET', '/window'],
  NewWindow: ['POST', '/window/new'],
  SwitchToWindow: ['POST', '/window'],
  CloseWindow: ['DELETE', '/window'],
  Navigate: ['POST', '/url'],
  ExecuteScript: ['POST', '/execute/sync'],
  ExecuteAsyncScript: ['POST', '/execute/async'],
  ElementSendKeys: ['POST', '/element/{id}/value'],
  PerformActions: ['POST', '/actions'],
  TakeScreenshot: ['GET', '/screenshot'],
  DeleteSession: ['DELETE', ''],
};

/**
 * Opens a session of W3C WebDriver over HTTP.
 *
 * @param driver URL of the driver, without a trailing slash.
 * @param capabilities The required capabilities.
 */
export async function openOverHttp(driver: string, capabilities: object): Promise<Transport> {
  const opened = await request<Opened>('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: capabilities },
  });
  return {
    version: versionOf(opened),
    send: (command, { id, ...parameters } = {}) => {
      const [method, path] = ENDPOINTS[command];
      const url = `${driver}/session/${opened.sessionId}${path.replace('{id}', String(id))}`;
      return request(method, url, method === 'POST' ? parameters : undefined);
    },
  };
}

/** @throws Error with the driver's code and message. */
async function request<Result>(method: string, url: string, body?: object): Promise<Result> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}
