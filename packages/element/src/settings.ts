/** What holds for this visit only, since some private windows refuse storage. */
const ofThisVisit = new Map<string, string>();

/** @returns What was kept under a key in this browser, if anything. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? ofThisVisit.get(key);
  } catch {
    return ofThisVisit.get(key);
  }
}

/** Keeps something for later visits. */
export function keepSetting(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    ofThisVisit.set(key, value);
  }
}
