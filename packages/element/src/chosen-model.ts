import { keepSetting, readSetting } from './settings.ts';

const key = (library: string): string => `photo-search:${library}:model`;

/** @returns Id of the model that was chosen earlier, if any. */
export function rememberedModel(library: string): string | undefined {
  return readSetting(key(library));
}

/** Keeps the choice for later visits. */
export function rememberModel(library: string, model: string): void {
  keepSetting(key(library), model);
}
