import type { ModelSpec } from 'web-clip';
import { keepSetting, readSetting } from './settings.ts';

const key = (model: string): string => `photo-search:agreed:${model}`;

/** What one agrees to: a licence that changes is another one. */
const termsOf = ({ about }: ModelSpec): string =>
  JSON.stringify([about?.licence, about?.licenceUrl, about?.restriction]);

/** Whether the person has to agree to a model’s licence before anything of it is downloaded. */
export function needsAgreement(model: ModelSpec): boolean {
  return model.about?.restriction !== undefined && readSetting(key(model.id)) !== termsOf(model);
}

/** Keeps that the person agreed. */
export function rememberAgreement(model: ModelSpec): void {
  keepSetting(key(model.id), termsOf(model));
}
