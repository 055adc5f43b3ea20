import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { NAMES } from '@web-clip/cli/profile';

/** A browser whose processes can be ended without a word to them. */
export interface MortalBrowser {
  page: Page;
  /** Ends all its processes at once, as a crash of the machine would but for the disk's own buffers. */
  kill(): Promise<void>;
}

/**
 * Starts a browser of one page.
 *
 * @param profile The profile's folder; one at a time uses it.
 */
export async function startMortalBrowser(profile: string): Promise<MortalBrowser> {
  const child = spawn(
    findBrowser(),
    [
      ...TEST_ARGUMENTS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // A group of its own, which can be ended as a whole.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) killGroup(child.pid as number);
    await ended;
  };
  try {
    const browser = await connect(child.stderr);
    const [context] = browser.contexts();
    if (!context) throw new Error('The browser has no context.');
    await context.addInitScript(NAMES);
    return { page: context.pages()[0] ?? (await context.newPage()), kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Windows has no groups of processes, but ends those that one has started. */
function killGroup(pid: number): void {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  else process.kill(-pid, 'SIGKILL');
}

async function connect(output: NodeJS.ReadableStream): Promise<Browser> {
  for await (const line of createInterface({ input: output })) {
    const address = /^DevTools listening on (\S+)/.exec(line)?.[1];
    if (!address) continue;
    // Nobody reads on: a full pipe would stop the browser.
    output.resume();
    return chromium.connectOverCDP(address);
  }
  throw new Error('The browser ended before it could be reached.');
}
