import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { installPackages, runQuietly } from './packages.ts';

/** Environment variable with the browser to use. It takes precedence over every installed browser. */
export const BROWSER_VARIABLE = 'WEB_CLIP_BROWSER';

/** Features of Chromium to turn off. */
const DISABLED_FEATURES = [
  // Playwright’s own list, which an argument replaces:
  // https://github.com/microsoft/playwright/blob/main/packages/playwright-core/src/server/chromium/chromiumSwitches.ts
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  // The suggestions of the address bar are a page of their own, which costs each window two seconds of a core.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // Each navigation would start a process for the next one, which costs each window half a second of a core.
  'SpareRendererForSitePerProcess',
];

/**
 * @param others Further features to turn off. Chromium obeys only the last such argument.
 * @returns The argument that turns off features.
 */
export const disabledFeatures = (...others: readonly string[]): string =>
  `--disable-features=${[...DISABLED_FEATURES, ...others].join(',')}`;

/** Arguments for a headless Chromium that stays off the network, with WebGPU, which Linux hides by default. */
export const BROWSER_ARGUMENTS = [
  disabledFeatures(),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  // Chromium's sandbox does not start as root: https://crbug.com/638180
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Arguments for tests, which need the same adapter everywhere: the one that computes in software. */
export const TEST_ARGUMENTS = [
  ...BROWSER_ARGUMENTS,
  '--use-webgpu-adapter=swiftshader',
  // V8 optimises a WASM function after this much work in it, eight times as much as usual. A test ends before the
  // optimised code of onnxruntime has earned what it costs: half of the processor time of a start on a GPU.
  '--js-flags=--wasm-tiering-budget=100000000',
];

/** Install locations of Chrome, Chromium and Edge, in order of preference. */
const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap(
    (root) =>
      root
        ? [
            join(root, 'Google/Chrome/Application/chrome.exe'),
            join(root, 'Chromium/Application/chrome.exe'),
            join(root, 'Microsoft/Edge/Application/msedge.exe'),
          ]
        : [],
  ),
};

/**
 * Finds a Chromium-based browser, or installs one. Tries, in order: the one that {@link BROWSER_VARIABLE} names, an
 * installed one, Playwright's own, one from the system's package manager, one that Playwright downloads.
 *
 * @returns The path of its executable.
 * @throws Error that says what to do if none is available.
 */
export function findBrowser(): string {
  const named = process.env[BROWSER_VARIABLE];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`${BROWSER_VARIABLE} is ${named}, but there is no such file. Correct or unset it.`);
  }
  const found = present();
  if (found) return found;
  for (const install of [() => installPackages(['chromium']), installByPlaywright]) {
    install();
    const installed = present();
    if (installed) return installed;
  }
  throw new Error(
    'There is no browser, and installing one failed. Install Chrome, Chromium or Edge, ' +
      `or set ${BROWSER_VARIABLE} to the path of a browser.`,
  );
}

function present(): string | undefined {
  return [...(INSTALLED[process.platform] ?? []), chromium.executablePath()].find((path) => existsSync(path));
}

function installByPlaywright(): void {
  console.error('No browser found: downloading Playwright’s Chromium.');
  runQuietly('npx', ['playwright', 'install', 'chromium']);
}
