import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WORKSPACE } from '../workspace.ts';
import { versionOf } from './assemble.ts';
import { findParts, type Parts } from './parts.ts';

/** Contains the assembled browser, in a folder named after its parts. */
export const MADE = join(WORKSPACE, '.cache/half-precision');

/** @returns The path of the executable, whether or not it exists. */
export const executableOf = (parts: Parts): string => join(MADE, versionOf(parts), basename(parts.browser));

/** @returns The executable of the browser made from the installed parts, or undefined if there is none. */
export function madeHalfPrecisionBrowser(): string | undefined {
  const parts = findParts();
  const path = parts && executableOf(parts);
  return path && existsSync(path) ? path : undefined;
}
