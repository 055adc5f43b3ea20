import { expect, test } from 'vitest';
import { registry } from 'web-clip';
import { cardUrl } from './card-url.ts';

const files = ['https://host/some/where/ort/ort.wasm?version=1'];

test('the card of a bundled model is beside the model', () => {
  for (const model of registry.values()) {
    const { source } = model;
    expect(cardUrl(model, files)).toBe(
      source.kind === 'bundled' ? `https://host/some/where/${source.folder}MODEL_CARD.md` : undefined,
    );
    expect(cardUrl(model, [])).toBeUndefined();
  }
});
