import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns Paths of all files in a folder and its subfolders, except what is installed. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' ? [] : filesIn(path);
  });
}
