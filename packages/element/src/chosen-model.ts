// Some private windows refuse storage: then nothing is remembered.

const key = (library: string): string => `photo-search:${library}:model`;

/** @returns Id of the model that was chosen earlier, if any. */
export function rememberedModel(library: string): string | undefined {
  try {
    return localStorage.getItem(key(library)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the choice for later visits. */
export function rememberModel(library: string, model: string): void {
  try {
    localStorage.setItem(key(library), model);
  } catch {
    // The choice holds for this visit.
  }
}
