/** Saves a file among the user’s downloads. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Keep the URL until the browser has started to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @returns A name for a file that is saved today, such as `photos-2026-12-01.zip`. */
export const nameOfToday = (stem: string, extension: string): string =>
  `${stem}-${new Date().toISOString().slice(0, 10)}.${extension}`;
