import type { BrowserDriver, Tab } from './driver.ts';
import { callOf } from './scripts.ts';
import type { Transport } from './transport.ts';
import { WebDriverSession } from './webdriver.ts';

/**
 * Drives a started browser over WebDriver.
 *
 * @param open Opens the session.
 * @param end Ends the browser. Also called if the session cannot be opened.
 */
export async function driveBrowser(
  open: () => Promise<Transport>,
  end: () => Promise<void>,
): Promise<BrowserDriver> {
  try {
    const transport = await open();
    const session = await WebDriverSession.of(transport);
    const complaints: string[] = [];
    return {
      version: transport.version,
      complaints,
      newTab: async () => tabOf(session, await session.newWindow(), complaints),
      close: () => session.close().finally(end),
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function tabOf(session: WebDriverSession, handle: string, complaints: string[]): Tab {
  const evaluate: Tab['evaluate'] = async (run, argument) =>
    JSON.parse(await session.evaluate(handle, callOf(run, argument)));
  const collect = async (): Promise<void> => {
    complaints.push(...(await evaluate(() => window.complaints ?? [], null)));
  };
  return {
    goto: async (url) => {
      await collect();
      await session.goto(handle, url);
      await evaluate(listen, null);
    },
    evaluate,
    setFiles: (input, paths) => session.setFiles(handle, input, paths),
    click: (x, y) => session.click(handle, x, y),
    press: (key) => session.press(handle, [key]),
    type: (text) => session.press(handle, [...text]),
    screenshot: async () => Buffer.from(await session.screenshot(handle), 'base64'),
    close: async () => {
      await collect();
      await session.closeWindow(handle);
    },
  };
}

/** Records a page's errors once it has loaded, because WebDriver does not report them. */
function listen(): void {
  const complaints: string[] = [];
  Object.assign(window, { complaints });
  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    complaints.push(`The policy’s ${effectiveDirective} blocks ${blockedURI}`),
  );
  for (const level of ['error', 'warn'] as const) {
    const write = console[level];
    console[level] = (...values: unknown[]) => {
      complaints.push(values.map(String).join(' '));
      write(...values);
    };
  }
}

declare global {
  interface Window {
    complaints?: string[];
  }
}
