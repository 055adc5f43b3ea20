import { describe, expect, it } from 'vitest';
import { registry } from './registry.ts';
import type { Dtype, ModelSpec } from './spec.ts';

const models = [...registry.values()];

/** Each dtype is smaller than the one before it. */
const SHRINKING: readonly Dtype[] = ['fp32', 'fp16', 'q4f16'];

/** Licences that allow any use. */
const FREE = ['MIT', 'Apache-2.0'];

describe('the registry', () => {
  it('contains the models that people ask for', () => {
    expect([...registry.keys()]).toEqual([
      'pocket',
      'Xenova/clip-vit-base-patch32',
      'Xenova/clip-vit-base-patch16',
      'Xenova/clip-vit-large-patch14',
      'patrickjohncyh/fashion-clip',
      'Xenova/mobileclip_s0',
      'Xenova/mobileclip_s2',
      'Xenova/mobileclip_b',
      'plhery/mobileclip2-onnx/s0',
      'plhery/mobileclip2-onnx/s2',
      'plhery/mobileclip2-onnx/b',
      'Xenova/siglip-base-patch16-224',
      'pulsejet/siglip-base-patch16-256-multilingual-onnx',
      'onnx-community/siglip2-base-patch32-256-ONNX',
      'onnx-community/siglip2-base-patch16-256-ONNX',
      'Marqo/marqo-fashionSigLIP',
      'laion/CLIP-ViT-B-32-laion2B-s34B-b79K',
      'laion/CLIP-ViT-L-14-laion2B-s32B-b82K',
      'laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K',
      'timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k',
      'OFA-Sys/chinese-clip-vit-base-patch16',
      'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
    ]);
  });

  it('gives every model a name of its own', () => {
    expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
  });
});

describe.each(models.map((model) => [model.id, model] as const))('%s', (_, model) => {
  it('has valid preprocessing', () => {
    const { image, text, similarity, dimension } = model;
    expect(Number.isInteger(dimension) && dimension > 0).toBe(true);
    expect(image.size).toBeGreaterThan(0);
    expect(image.std.every((value) => value > 0)).toBe(true);
    expect(text.contextLength).toBeGreaterThan(2);
    expect(similarity.logitScale).toBeGreaterThan(1);
    expect(similarity.logitBias === 0).toBe(similarity.kind === 'softmax');
  });

  it('has files whose sizes shrink with their dtype', () => {
    const dtypes = Object.keys(model.files) as Dtype[];
    expect(dtypes.length).toBeGreaterThan(0);
    for (const dtype of dtypes) expect(bytes(model, dtype)).toBeGreaterThan(1e6);
    const shrinking = SHRINKING.filter((dtype) => model.files[dtype]).map((dtype) => bytes(model, dtype));
    expect(shrinking).toEqual([...new Set(shrinking)].sort((a, b) => b - a));
    if (model.files.q8 && model.files.fp16) expect(bytes(model, 'q8')).toBeLessThan(bytes(model, 'fp16'));
  });

  it('describes the model for users', () => {
    const { about, source } = model;
    expect(about?.trainedOn && about.intendedUse && about.knownLimits).toBeTruthy();
    expect(about?.languages).not.toHaveLength(0);
    const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    for (const code of about?.languages ?? []) {
      expect(code).toMatch(/^[a-z]{2}$/);
      expect(known.of(code)).toBeDefined();
    }
    if (source.kind !== 'bundled') expect(about?.licenseUrl).toMatch(/^https:\/\//);
  });

  it('states what its licence forbids', () => {
    if (model.source.kind === 'bundled' || FREE.includes(model.about?.license ?? '')) return;
    expect(model.about?.restriction).toMatch(/\.$/);
  });

  it('cites its results', () => {
    const { quality } = model.about ?? {};
    if (!quality) return;
    expect(quality.source).toMatch(/^https:\/\//);
    for (const figure of [quality.imagenet, quality.cocoTextToImage, quality.cocoImageToText]) {
      expect(figure).toBeGreaterThan(20);
      expect(figure).toBeLessThan(100);
    }
  });
});

function bytes(model: ModelSpec, dtype: Dtype): number {
  return model.files[dtype]?.bytes ?? 0;
}
