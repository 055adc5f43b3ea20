import { registry } from '@web-clip/clip';
import { expect, test } from 'vitest';
import { cardUrl } from './card-url.ts';

const folder = 'https://host/some/where/';

test('the card of a bundled model is beside the model', () => {
  for (const model of registry.values()) {
    const { source } = model;
    expect(cardUrl(model, { folder })).toBe(
      source.kind === 'bundled' ? `${folder}${source.folder}MODEL_CARD.md` : undefined,
    );
    expect(cardUrl(model, undefined)).toBeUndefined();
  }
});
