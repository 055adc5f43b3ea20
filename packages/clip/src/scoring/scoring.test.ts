import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { clipScore } from './clip-score.ts';
import { normaliseRows, row } from './embeddings.ts';
import { LabelEmbeddings } from './label-embeddings.ts';
import { probabilities } from './probabilities.ts';
import { ensemble, prompts } from './prompts.ts';

describe('probabilities', () => {
  it('sum to 1 over the texts of a softmax model', () => {
    const [a, b] = probabilities([0.3, 0.28], { kind: 'softmax', logitScale: 100, logitBias: 0 });
    expect(a).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect((a as number) + (b as number)).toBeCloseTo(1, 6);
  });

  it('are independent in a sigmoid model', () => {
    const spec = { kind: 'sigmoid', logitScale: 100, logitBias: -10 } as const;
    expect([...probabilities([0.1, 0.3], spec)]).toEqual([0.5, Math.fround(1 / (1 + Math.exp(-20)))]);
  });

  it('stay finite at any scale', () => {
    const spec = { kind: 'softmax', logitScale: 1e6, logitBias: 0 } as const;
    expect([...probabilities([1, -1], spec)]).toEqual([1, 0]);
  });
});

describe('prompts', () => {
  it('insert a label literally', () => {
    expect(prompts('$& cat', ['a {}.', 'no {}, {}'])).toEqual(['a $& cat.', 'no $& cat, $& cat']);
  });
});

describe('ensemble', () => {
  it('averages the prompts of each label, and scales to length 1', () => {
    const data = Float32Array.of(1, 0, 0, 1, 0, 1, 0, 1);
    const { count, ...rest } = ensemble({ data, count: 4, dimension: 2 }, 2);
    expect(count).toBe(2);
    expect(row({ count, ...rest }, 0)[0]).toBeCloseTo(Math.SQRT1_2);
    expect([...row({ count, ...rest }, 1)]).toEqual([0, 1]);
  });
});

describe('LabelEmbeddings', () => {
  it('embeds a label once for each list of templates', async () => {
    const asked: string[] = [];
    const known = new LabelEmbeddings(async (texts) => {
      asked.push(...texts);
      return {
        data: Float32Array.from(texts.flatMap(({ length }) => [length, 1])),
        count: texts.length,
        dimension: 2,
      };
    });
    const first = await known.of(['cat', 'dog'], ['a {}'], {});
    expect(await known.of(['dog', 'cat', 'dog'], ['the {}', '{}s'], {})).not.toEqual(first);
    expect(asked).toEqual(['a cat', 'a dog', 'the dog', 'dogs', 'the cat', 'cats']);
    expect(await known.of(['cat', 'dog'], ['a {}'], {})).toEqual(first);
    expect(asked).toHaveLength(6);
  });
});

describe('classify with a sigmoid model', () => {
  const spec = { kind: 'sigmoid', logitScale: 10, logitBias: -5 } as const;
  // Each label is the angle of its embedding to the image's.
  const known = new LabelEmbeddings(async (texts) => ({
    data: Float32Array.from(texts.flatMap((text) => [Math.cos(Number(text)), Math.sin(Number(text))])),
    count: texts.length,
    dimension: 2,
  }));
  const image = async () => ({ data: Float32Array.of(1, 0), count: 1, dimension: 2 });
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

  it('judges each label by itself, as the model was trained', async () => {
    const [result] = await classify(image, ['1', '0'], known, spec, { templates: ['{}'] });
    expect(result?.map(({ label }) => label)).toEqual(['0', '1']);
    expect(result?.[0]?.probability).toBeCloseTo(sigmoid(5), 6);
    expect(result?.[1]?.probability).toBeCloseTo(sigmoid(10 * Math.cos(1) - 5), 6);
  });

  it('weighs the labels against each other on request', async () => {
    const options = { templates: ['{}'], multiLabel: false };
    const [result] = await classify(image, ['1', '0'], known, spec, options);
    expect(result?.[0]?.probability).toBeCloseTo(sigmoid(10 - 10 * Math.cos(1)), 6);
  });
});

describe('clipScore', () => {
  const unit = (x: number, y: number) => ({ data: Float32Array.of(x, y), count: 1, dimension: 2 });

  it('is 2.5 times the cosine, and never below 0', () => {
    expect(clipScore(unit(1, 0), unit(0.6, 0.8))).toBeCloseTo(1.5, 6);
    expect(clipScore(unit(1, 0), unit(-0.6, 0.8))).toBe(0);
  });
});

describe('normaliseRows', () => {
  it('scales rows to length 1, and keeps zeros', () => {
    const data = Float32Array.of(3, 4, 0, 0);
    normaliseRows(data, 2);
    expect([...data]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
  });
});
