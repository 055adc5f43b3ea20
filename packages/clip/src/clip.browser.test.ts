import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, createClip, row } from './index.ts';

interface Goldens {
  images: { file: string; crop: string; embedding: number[] }[];
  texts: { text: string; input_ids: number[]; embedding: number[] }[];
}

const folder = '/models/pocket/';
const goldens: Goldens = await (await fetch(`${folder}goldens.json`)).json();
const blob = async (file: string): Promise<Blob> => (await fetch(folder + file)).blob();

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);

describe('the pocket model on WASM', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());

  it('embeds pictures as its goldens say', async () => {
    const whole = await clip.embedImages(await Promise.all(goldens.images.map(({ file }) => blob(file))));
    for (const [i, { embedding }] of goldens.images.entries()) {
      expect(cosine(row(whole, i), embedding)).toBeGreaterThan(0.999);
    }
  });
  it('embeds texts as its goldens say', async () => {
    const texts = await clip.embedTexts(goldens.texts.map(({ text }) => text));
    console.log(JSON.stringify(await clip.info()));
    for (const [i, { embedding }] of goldens.texts.entries()) {
      expect(cosine(row(texts, i), embedding)).toBeGreaterThan(0.999);
    }
  });
});
