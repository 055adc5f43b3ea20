import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';

/** Chromium's own software Vulkan driver, beside its executable. */
export const DRIVER = 'libvk_swiftshader.so';

/** Executables of Debian's Chromium, of Chrome, and of the Chromium that Playwright downloads. */
const BROWSERS = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium/chromium-headless-shell',
  '/opt/google/chrome/chrome',
  chromium.executablePath(),
];

/** Where Vulkan drivers register their libraries. */
const DRIVERS = '/usr/share/vulkan/icd.d';

/** The parts of a browser with half precision. */
export interface Parts {
  /** Executable of an installed Chromium that includes {@link DRIVER}. */
  browser: string;
  /** Library of lavapipe, Mesa's Vulkan driver that computes on the CPU. */
  lavapipe: string;
}

/** @returns The installed parts, or undefined if one is missing. */
export function findParts(): Parts | undefined {
  const browser = findChromium();
  const lavapipe = findLavapipe();
  return browser && lavapipe ? { browser, lavapipe } : undefined;
}

/** @returns Debian's names of the packages that are missing to make a browser. */
export function missingPackages(): string[] {
  const needs: Record<string, () => boolean> = {
    chromium: () => findChromium() !== undefined,
    'mesa-vulkan-drivers': () => findLavapipe() !== undefined,
    'libvulkan-dev': () => existsSync('/usr/include/vulkan/vulkan.h'),
    gcc: () => spawnSync('gcc', ['--version']).status === 0,
    'libc6-dev': () => existsSync('/usr/include/dlfcn.h'),
  };
  return Object.keys(needs).filter((name) => !needs[name]?.());
}

const findChromium = (): string | undefined =>
  BROWSERS.find((path) => existsSync(path) && existsSync(join(dirname(path), DRIVER)));

function findLavapipe(): string | undefined {
  const manifests = existsSync(DRIVERS) ? readdirSync(DRIVERS) : [];
  const manifest = manifests.find((name) => /^lvp_icd\b.*\.json$/.test(name));
  return manifest && JSON.parse(readFileSync(join(DRIVERS, manifest), 'utf8')).ICD.library_path;
}
