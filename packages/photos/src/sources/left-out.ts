import type { LeftOut, LeftOutKind } from '../photo.ts';

/** Counts files and folders that are left out. */
export class LeftOutCount implements LeftOut {
  readonly files: Partial<Record<LeftOutKind, number>> = {};

  /** @param systemFolders Number of system folders skipped so far. */
  constructor(public systemFolders = 0) {}

  count(kind: LeftOutKind, files = 1): void {
    this.files[kind] = (this.files[kind] ?? 0) + files;
  }

  /** Adds the counts of another one. */
  add({ files, systemFolders }: LeftOut): void {
    for (const [kind, count] of Object.entries(files)) this.count(kind as LeftOutKind, count);
    this.systemFolders += systemFolders;
  }
}
