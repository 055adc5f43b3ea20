import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TEST_ARGUMENTS } from '@web-clip/cli/browser';
import { installPackages } from '@web-clip/cli/packages';
import { chromium } from 'playwright';
import { assemble } from './assemble.ts';
import { executableOf, MADE, madeHalfPrecisionBrowser } from './made.ts';
import { findParts, missingPackages, type Parts } from './parts.ts';

/** Path of a Chromium whose software WebGPU adapter has `shader-f16`, or why there is none. */
export type HalfPrecisionBrowser = { path: string } | { missing: string };

/**
 * Makes a Chromium whose software WebGPU adapter has `shader-f16`, to test fp16 and q4f16 models without a GPU. It is
 * an installed Chromium with Mesa’s lavapipe instead of SwiftShader, which has no half precision. Missing packages
 * are installed if that needs no password. The browser is reused until one of its parts changes.
 *
 * Its adapter still calls itself SwiftShader, so callers have to request `device: 'webgpu'`.
 */
export async function makeHalfPrecisionBrowser(): Promise<HalfPrecisionBrowser> {
  const made = madeHalfPrecisionBrowser();
  if (made) return { path: made };
  const needed = missingPackages();
  if (needed.length > 0) installPackages(needed);
  const missing = missingPackages();
  const parts = findParts();
  if (!parts || missing.length > 0)
    return { missing: `it needs these Debian packages: ${missing.join(', ')}` };
  try {
    return { path: await make(parts) };
  } catch (error) {
    return { missing: (error as Error).message };
  }
}

/** @returns The path of the executable. */
async function make(parts: Parts): Promise<string> {
  mkdirSync(MADE, { recursive: true });
  const folder = mkdtempSync(join(MADE, 'new-'));
  try {
    assemble(parts, folder);
    await tryOut(join(folder, basename(parts.browser)));
    const executable = executableOf(parts);
    const target = dirname(executable);
    // Another process may have made the same one in the meantime.
    if (!existsSync(target)) renameSync(folder, target);
    const old = readdirSync(MADE).filter((name) => !name.startsWith('new-') && name !== basename(target));
    for (const name of old) rmSync(join(MADE, name), { recursive: true });
    return executable;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error if the browser does not start, or its adapter lacks half precision. */
async function tryOut(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: TEST_ARGUMENTS });
  try {
    const page = await browser.newPage();
    // Only secure contexts have WebGPU.
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    const features = await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      return adapter && [...adapter.features];
    });
    if (!features) throw new Error('Chromium gets no adapter from this version of Mesa');
    if (!features.includes('shader-f16'))
      throw new Error('the adapter of this version of Mesa has no shader-f16');
  } finally {
    await browser.close();
  }
}
