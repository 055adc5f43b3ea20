import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { openProfile } from '@web-clip/cli/profile';
import { serve } from '@web-clip/cli/serve';

/**
 * Serves the built site while work runs.
 *
 * @param work Called with the site's URL, which ends with a slash.
 */
export async function withSite<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { server, url } = await serve(0);
  try {
    return await work(url);
  } finally {
    await server.close();
  }
}

/** @returns A new folder for a browser's profile, and a function that deletes it. */
export function newProfile(): { profile: string; remove: () => void } {
  const profile = mkdtempSync(join(tmpdir(), 'web-clip-profile-'));
  return { profile, remove: () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Starts a browser with a profile on disk, like a user's.
 *
 * @param profile Folder of the profile.
 * @param args Additional arguments of the browser.
 * @param executablePath The browser. Default: the one that is found.
 */
export const openBrowser = (
  profile: string,
  args: readonly string[] = [],
  executablePath?: string,
): Promise<BrowserContext> => openProfile(profile, [...TEST_ARGUMENTS, ...args], executablePath);
