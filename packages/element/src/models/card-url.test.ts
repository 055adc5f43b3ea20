import { expect, test } from 'vitest';
import { registry } from 'web-clip';
import { cardUrl } from './card-url.ts';

const assets = 'https://host/some/where/';

test('the card of a bundled model is beside the model', () => {
  for (const model of registry.values()) {
    const { source } = model;
    expect(cardUrl(model, assets)).toBe(
      source.kind === 'bundled' ? `${assets}${source.folder}MODEL_CARD.md` : undefined,
    );
    expect(cardUrl(model, undefined)).toBeUndefined();
  }
});
