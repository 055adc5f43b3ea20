import { expect, type Page } from '@playwright/test';

/**
 * Drops a folder on the page like a user, which gives the page a handle with read permission. Tests cannot answer the
 * dialog of `showDirectoryPicker`.
 *
 * @param folder Path of the folder.
 */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  await dropFile(page, folder, { x: 400, y: 400 });
}

/**
 * Drops a file or a folder on the page like a user.
 *
 * @param path Path of the file.
 * @param at Where on the page, in pixels from its top left.
 */
export async function dropFile(page: Page, path: string, at: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  await page.evaluate(() => {
    document.addEventListener('drop', () => document.body.classList.add('dropped'), { once: true });
  });
  // If the browser does not know yet that the page accepts the drag, it ignores the drop. A user would see that and
  // try again.
  await expect(async () => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await page.locator('body.dropped').waitFor({ timeout: 1000 });
  }).toPass();
  await page.evaluate(() => document.body.classList.remove('dropped'));
  await session.detach();
}

/**
 * Withdraws the page's read permissions in the browser's settings, like a user.
 *
 * @returns Whether the browser has such settings. A browser without a profile has none.
 */
export async function withdrawFolders(page: Page): Promise<boolean> {
  const settings = await page.context().newPage();
  try {
    await settings.goto('chrome://settings/content/filesystem');
    await settings.evaluate(
      (origin) => (globalThis as unknown as Settings).chrome.send('revokeFileSystemGrants', [origin]),
      `${new URL(page.url()).origin}/`,
    );
    return true;
  } catch {
    return false;
  } finally {
    await settings.close();
  }
}

/** https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/ui/webui/settings/site_settings_handler.cc */
interface Settings {
  chrome: { send(message: string, parameters: readonly unknown[]): void };
}
