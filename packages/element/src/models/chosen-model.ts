import { keepSetting, readSetting } from '../storage/settings.ts';

const key = (library: string): string => `photo-search:${library}:model`;

/** @returns Id of the model that the user chose earlier, if any. */
export function rememberedModel(library: string): string | undefined {
  return readSetting(key(library));
}

/** Stores the choice for later visits. */
export function rememberModel(library: string, model: string): void {
  keepSetting(key(library), model);
}
