/** Settings for this visit only, because some private windows refuse storage. */
const ofThisVisit = new Map<string, string>();

/** @returns The stored value of a key, if any. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? ofThisVisit.get(key);
  } catch {
    return ofThisVisit.get(key);
  }
}

/** Stores a value for later visits. */
export function keepSetting(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    ofThisVisit.set(key, value);
  }
}
