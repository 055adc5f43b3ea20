import type { LeftOut, LeftOutKind } from '../photo.ts';

/** Counts what is left out. */
export class LeftOutCount implements LeftOut {
  readonly files: Partial<Record<LeftOutKind, number>> = {};

  /** @param systemFolders How many have been skipped already. */
  constructor(public systemFolders = 0) {}

  /** Counts a file. */
  count(kind: LeftOutKind, files = 1): void {
    this.files[kind] = (this.files[kind] ?? 0) + files;
  }

  /** Counts all that others have. */
  add({ files, systemFolders }: LeftOut): void {
    for (const [kind, count] of Object.entries(files)) this.count(kind as LeftOutKind, count);
    this.systemFolders += systemFolders;
  }
}
