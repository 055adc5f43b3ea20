import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '@web-clip/cli/packages';

/** The browser is missing, and could not be installed. */
export class NotInstalled extends Error {}

/** Install locations of Firefox, long-term release first. */
const FIREFOX: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].flatMap((root) =>
    root ? [join(root, 'Mozilla Firefox/firefox.exe')] : [],
  ),
};

/** Locations of WebKitGTK's own browser on Debian, Fedora and Arch. */
const MINIBROWSER = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/webkit2gtk-4.1/MiniBrowser',
];

/** Its driver, and the server of its virtual screen. */
const WEBKIT_TOOLS = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];

/**
 * @param install Whether to install missing packages, if that needs no password.
 * @returns The path of Firefox.
 * @throws NotInstalled that says what to install.
 */
export function findFirefox(install: boolean): string {
  const present = (): string | undefined => FIREFOX[process.platform]?.find((path) => existsSync(path));
  if (install && !present()) installPackages(['firefox-esr']);
  const found = present();
  if (found) return found;
  throw new NotInstalled(
    process.platform === 'linux'
      ? 'Install Firefox: apt-get install firefox-esr'
      : 'Install Firefox: https://www.mozilla.org/firefox/',
  );
}

/**
 * @param install Whether to install missing packages, if that needs no password.
 * @returns The path of WebKitGTK's MiniBrowser, if its driver and the virtual screen are also installed.
 * @throws NotInstalled that says what to install.
 */
export function findMiniBrowser(install: boolean): string {
  const present = (): string | undefined =>
    WEBKIT_TOOLS.every((path) => existsSync(path)) ? MINIBROWSER.find((path) => existsSync(path)) : undefined;
  if (install && !present()) installPackages(['webkit2gtk-driver', 'xvfb']);
  const found = present();
  if (found) return found;
  throw new NotInstalled(
    process.platform === 'linux'
      ? 'Install WebKitGTK with its driver, and Xvfb: apt-get install webkit2gtk-driver xvfb'
      : 'WebKitGTK is for Linux. This command does not drive Safari.',
  );
}
