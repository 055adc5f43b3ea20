import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser, TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { NAMES } from '@web-clip/cli/profile';

/** A browser whose processes can be killed without warning. */
export interface KillableBrowser {
  page: Page;
  /** Kills all its processes at once, like a crash of the machine except for the disk's own buffers. */
  kill(): Promise<void>;
}

/**
 * Starts a browser with one page.
 *
 * @param profile Folder of the profile. Only one browser at a time can use it.
 */
export async function startKillableBrowser(profile: string): Promise<KillableBrowser> {
  const child = spawn(
    findBrowser(),
    [
      ...TEST_ARGUMENTS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // Its own process group, which can be killed as a whole.
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

/** Windows has no process groups, but can kill a process with its children. */
function killGroup(pid: number): void {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  else process.kill(-pid, 'SIGKILL');
}

async function connect(output: NodeJS.ReadableStream): Promise<Browser> {
  for await (const line of createInterface({ input: output })) {
    const address = /^DevTools listening on (\S+)/.exec(line)?.[1];
    if (!address) continue;
    // Drain the output: a full pipe would block the browser.
    output.resume();
    return chromium.connectOverCDP(address);
  }
  throw new Error('The browser ended before it could be reached.');
}
