import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { BrowserDriver } from './driver.ts';
import { openOverHttp } from './http.ts';
import { endProcess, whenReady } from './process.ts';
import { openScreen } from './screen.ts';
import { driveBrowser } from './tabs.ts';
import type { Transport } from './transport.ts';

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
  const address = `http://127.0.0.1:${port}`;
  const open = async (): Promise<Transport> => {
    await whenReady(driver, 'WebKitWebDriver', () => fetch(`${address}/status`).catch(() => undefined));
    return openOverHttp(address, {
      'webkitgtk:browserOptions': {
        binary: minibrowser,
        // Automation uses an ephemeral session: nothing outlives the browser.
        args: ['--automation', ...(features.length > 0 ? [`--features=${features.join(',')}`] : [])],
      },
    });
  };
  return driveBrowser(open, async () => {
    await endProcess(driver);
    await screen.close();
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
