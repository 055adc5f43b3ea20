import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserDriver } from './driver.ts';
import { openMarionette } from './marionette.ts';
import { endProcess, whenReady } from './process.ts';
import { driveBrowser } from './tabs.ts';
import type { Transport } from './transport.ts';

const PREFERENCES = {
  // A free port, which Firefox writes into its profile.
  'marionette.port': 0,
  // Otherwise `navigator.storage.persist()` waits for the user.
  'permissions.default.persistent-storage': 1,
};

/**
 * Starts stock Firefox over Marionette, headless with a new profile.
 *
 * WebDriver BiDi, its newer protocol, listens for workers as a debugger does. In up to one of five visits, a worker that
 * starts another worker then hangs. Marionette does not listen for workers.
 *
 * @param executable Path of Firefox.
 */
export async function startFirefox(executable: string): Promise<BrowserDriver> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  // On Windows, the process would otherwise only launch the browser, and exit.
  const args = ['--marionette', '--headless', '--wait-for-browser', '--profile', profile];
  const firefox = spawn(executable, args, { stdio: 'ignore' });
  const open = async (): Promise<Transport> => {
    const port = await whenReady(firefox, 'Firefox', async () => {
      const written = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
      return written ? Number(written) : undefined;
    });
    return openMarionette(port);
  };
  return driveBrowser(open, async () => {
    await endProcess(firefox);
    // The browser's other processes may still be exiting.
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });
}
