import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Clip,
  createClip,
  ensemble,
  probabilities,
  prompts,
  registry,
  similarity,
  templates,
} from '../index.ts';

const golden = async (name: string): Promise<Blob> =>
  (await fetch(`/models/pocket/goldens/${name}.png`)).blob();

describe('classify', () => {
  let clip: Clip;
  let images: Blob[];
  const labels = ['pizza', 'dog', 'car'];
  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
    images = [await golden('dog-128x128'), await golden('pizza-200x150')];
  });
  afterAll(() => clip.dispose());

  const textRuns = async (): Promise<number> => (await clip.info()).timings['encode-text']?.count ?? 0;

  it('ranks labels by probabilities that sum to 1', async () => {
    const [dog, pizza] = await clip.classify(images, labels);
    expect([dog?.[0]?.label, pizza?.[0]?.label]).toEqual(['dog', 'pizza']);
    for (const result of [dog, pizza]) {
      expect(result?.map(({ label }) => label).sort()).toEqual([...labels].sort());
      expect(result?.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
      const order = result?.map(({ probability }) => probability) ?? [];
      expect(order).toEqual(order.toSorted((a, b) => b - a));
    }
  });

  it('follows the reference: mean over templates, length 1, softmax', async () => {
    const spec = registry.get('pocket')?.similarity;
    if (!spec) throw new Error('no pocket');
    const texts = await clip.embedTexts(labels.flatMap((label) => prompts(label, templates[80])));
    const cosines = similarity(await clip.embedImages(images), ensemble(texts, 80));
    const expected = probabilities(cosines.subarray(0, 3), spec);
    const [dog] = await clip.classify(images, labels, { templates: 80 });
    for (const [i, label] of labels.entries()) {
      const found = dog?.find((each) => each.label === label);
      expect(found?.probability).toBeCloseTo(expected[i] as number, 5);
      expect(found?.cosine).toBeCloseTo(cosines[i] as number, 5);
    }
  });

  it('embeds a label once, whatever images and other labels come with it', async () => {
    const options = { templates: ['this is {}'] };
    await clip.classify(images, labels, options);
    const before = await textRuns();
    await clip.classify([images[1] as Blob], ['car', 'dog', 'dog'], options);
    expect(await textRuns()).toBe(before);
    await clip.classify([images[1] as Blob], ['car', 'boat'], options);
    expect(await textRuns()).toBe(before + 1);
  });

  it('judges each label by itself if several may fit', async () => {
    const alone = await clip.classify(images, ['dog'], { multiLabel: true });
    const [dog, pizza] = await clip.classify(images, labels, { multiLabel: true });
    const probabilityOf = (result: typeof dog): number | undefined =>
      result?.find(({ label }) => label === 'dog')?.probability;
    expect(probabilityOf(dog)).toBeGreaterThan(0.5);
    expect(probabilityOf(dog)).toBeGreaterThan(probabilityOf(pizza) as number);
    expect(probabilityOf(alone[0])).toBe(probabilityOf(dog));
  });

  it.each([
    [[], undefined],
    ['dog', undefined],
    [labels, 5],
    [labels, []],
    [labels, ['a photo']],
    [labels, 'a {}'],
  ])('rejects labels %j with templates %j', async (wrong, set) => {
    // Not an image, so a decoding error would come too late for anyone to catch.
    await expect(
      clip.classify(
        [new Blob(['none'])],
        wrong as string[],
        set === undefined ? {} : { templates: set as 7 },
      ),
    ).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('scores captions like CLIPScore', async () => {
    const [image] = images as [Blob, Blob];
    const [cosine] = similarity(
      await clip.embedImages([image]),
      await clip.embedTexts(['A photo depicts a dog']),
    );
    expect(await clip.clipScore(image, 'a dog')).toBeCloseTo(2.5 * (cosine as number), 5);
  });
});
