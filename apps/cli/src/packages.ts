import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Whether {@link installPackages} can install packages: on Debian and its derivatives, as root. Other systems ask for
 * a password.
 */
export const canInstallPackages = (): boolean =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Installs system packages, if that needs no password.
 *
 * @param names Debian's package names.
 */
export function installPackages(names: readonly string[]): void {
  if (!canInstallPackages()) return;
  console.error(`Installing ${names.join(', ')} with apt-get.`);
  runQuietly('apt-get', ['update', '-qq']);
  runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
}

/** Runs a command without prompts, and shows only its errors. */
export function runQuietly(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
}
