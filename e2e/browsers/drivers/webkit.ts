import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserDriver, Tab } from './driver.ts';
import { endProcess, openScreen } from './screen.ts';
import { callOf } from './scripts.ts';
import { WebDriverSession } from './webdriver.ts';

/** Time limit for the driver to start listening, in milliseconds. */
const LISTEN_LIMIT = 60_000;

/** Settings that Safari has on and WebKitGTK has off. */
export interface WebKitSetting {
  /** WebKit features to turn on: https://webkitgtk.org/reference/webkit2gtk/stable/method.Settings.set_feature_enabled.html */
  readonly features: readonly string[];
  /** Whether cross-origin isolated pages have `SharedArrayBuffer`. */
  readonly sharedMemory: boolean;
}

/**
 * Starts WebKitGTK's MiniBrowser over WebDriver, on a virtual screen.
 *
 * @param minibrowser Path of MiniBrowser.
 * @param setting Settings to turn on.
 */
export async function startWebKit(
  minibrowser: string,
  { features, sharedMemory }: WebKitSetting,
): Promise<BrowserDriver> {
  const screen = await openScreen();
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: screen.display,
      // Its sandbox needs namespaces, which are not available in containers and as root.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      ...(sharedMemory && { JSC_useSharedArrayBuffer: '1' }),
    },
  });
  try {
    const address = `http://127.0.0.1:${port}`;
    await listening(address);
    const session = await WebDriverSession.open(address, {
      'webkitgtk:browserOptions': {
        binary: minibrowser,
        // Automation uses an ephemeral session: nothing outlives the browser.
        args: ['--automation', ...(features.length > 0 ? [`--features=${features.join(',')}`] : [])],
      },
    });
    const complaints: string[] = [];
    return {
      version: session.version,
      complaints,
      newTab: async () => tabOf(session, await session.newWindow(), complaints),
      close: async () => {
        await session.close();
        await endProcess(driver);
        await screen.close();
      },
    };
  } catch (error) {
    await endProcess(driver);
    await screen.close();
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

/**
 * Records a page's errors once it has loaded, because WebDriver does not report them, and MiniBrowser does not print
 * those of automated pages.
 */
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(address: string): Promise<void> {
  for (const end = Date.now() + LISTEN_LIMIT; Date.now() < end; await sleep(100)) {
    if (await fetch(`${address}/status`).catch(() => undefined)) return;
  }
  throw new Error(`WebKitWebDriver does not listen after ${LISTEN_LIMIT / 1000} s.`);
}
