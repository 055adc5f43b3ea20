import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WORKSPACE } from '../workspace.ts';
import { versionOf } from './assemble.ts';
import { findParts, type Parts } from './parts.ts';

/** Holds the browser that was made, in a folder named after what it was made of. */
export const MADE = join(WORKSPACE, '.cache/half-precision');

/** @returns The path of the executable, whether it has been made or not. */
export const executableOf = (parts: Parts): string => join(MADE, versionOf(parts), basename(parts.browser));

/** @returns The executable of the browser that was made of what is installed now, or undefined if none was. */
export function madeHalfPrecisionBrowser(): string | undefined {
  const parts = findParts();
  const path = parts && executableOf(parts);
  return path && existsSync(path) ? path : undefined;
}
