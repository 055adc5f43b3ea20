import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DRIVER, type Parts } from './parts.ts';

const SHIM = fileURLToPath(new URL('lavapipe-shim.c', import.meta.url));

/**
 * ANGLE finds its driver through this file. It keeps SwiftShader, because WebGL on lavapipe crashes the GPU process.
 */
const ANGLE_DRIVER = 'vk_swiftshader_icd.json';
const SWIFTSHADER = 'libvk_swiftshader_real.so';

/** @returns A name that changes whenever a part changes. */
export function versionOf({ browser, lavapipe }: Parts): string {
  const { size, mtimeMs } = statSync(browser);
  return createHash('sha256')
    .update(readFileSync(SHIM))
    .update(JSON.stringify([browser, size, mtimeMs, lavapipe]))
    .digest('hex')
    .slice(0, 16);
}

/**
 * Assembles a browser with lavapipe instead of SwiftShader. Links large files instead of copying them, if possible.
 *
 * @param folder An empty folder for the browser.
 * @throws Error if the shim does not compile.
 */
export function assemble({ browser, lavapipe }: Parts, folder: string): void {
  const source = dirname(browser);
  const replaced = [basename(browser), DRIVER, ANGLE_DRIVER];
  for (const name of readdirSync(source)) {
    if (!replaced.includes(name)) symlinkSync(join(source, name), join(folder, name));
  }
  // Chromium looks for its files beside its executable, with symbolic links resolved.
  hardLink(browser, join(folder, basename(browser)));
  symlinkSync(join(source, DRIVER), join(folder, SWIFTSHADER));
  const manifest = JSON.parse(readFileSync(join(source, ANGLE_DRIVER), 'utf8'));
  manifest.ICD.library_path = `./${SWIFTSHADER}`;
  writeFileSync(join(folder, ANGLE_DRIVER), JSON.stringify(manifest));
  compileShim(lavapipe, join(folder, DRIVER));
}

function hardLink(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // The link fails on another file system, or with another owner:
    // https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-hardlinks
    copyFileSync(from, to);
  }
}

function compileShim(lavapipe: string, library: string): void {
  const { status, error, stderr } = spawnSync(
    'gcc',
    [
      ...['-O2', '-shared', '-fPIC', `-DLAVAPIPE=${JSON.stringify(lavapipe)}`],
      ...['-o', library, SHIM, '-ldl'],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`gcc did not compile lavapipe-shim.c. ${error?.message ?? stderr}`);
}
