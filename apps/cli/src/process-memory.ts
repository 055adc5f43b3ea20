import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';

/**
 * @param browser A browser with one page.
 * @returns A function that measures the memory of the page's process in bytes, or undefined if the system has no
 *   `ps`.
 */
export async function processMemory(browser: Browser | null): Promise<(() => Promise<number>) | undefined> {
  if (!browser || process.platform === 'win32') return undefined;
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', pids.join(',')]);
    // In kilobytes. The largest process is the page's. The others are spare, or the browser's own.
    return 1024 * Math.max(...stdout.trim().split(/\s+/).map(Number));
  };
}
