/** @returns A model's name without the part in brackets: `Pocket`. */
export function shortName(model: string): string {
  return model.replace(/ \(.*\)$/, '');
}

/** @returns The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
