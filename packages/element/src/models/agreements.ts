import type { ModelSpec } from '@web-clip/clip';
import { keepSetting, readSetting } from '../storage/settings.ts';

const key = (model: string): string => `photo-search:agreed:${model}`;

/** The terms to agree to. If the licence changes, the user has to agree again. */
const termsOf = ({ about }: ModelSpec): string =>
  JSON.stringify([about?.license, about?.licenseUrl, about?.restriction]);

/** Whether the user has to agree to a model’s licence before any of its files are downloaded. */
export function needsAgreement(model: ModelSpec): boolean {
  return model.about?.restriction !== undefined && readSetting(key(model.id)) !== termsOf(model);
}

/** Stores that the user agreed. */
export function rememberAgreement(model: ModelSpec): void {
  keepSetting(key(model.id), termsOf(model));
}
