import { expect, type Page } from '@playwright/test';

/**
 * Drops a folder on the page as a person does, which gives the page a handle of it with permission to read:
 * the dialog of `showDirectoryPicker` cannot be answered from outside.
 *
 * @param folder Its path on disk.
 */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  await page.evaluate(() => {
    document.addEventListener('drop', () => document.body.classList.add('dropped'), { once: true });
  });
  // A browser that has not heard yet that the page takes what is dragged counts the drop as none; a person sees it and
  // tries again.
  await expect(async () => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    }
    await page.locator('body.dropped').waitFor({ timeout: 1000 });
  }).toPass();
  await page.evaluate(() => document.body.classList.remove('dropped'));
  await session.detach();
}

/**
 * Withdraws what the page may read, in the browser's settings, as a person does.
 *
 * @returns Whether the browser has such settings; one without a profile has none.
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
