import { publishedFiles } from '../sizes.ts';
import type { ImageSpec, ModelCard, ModelQuality, ModelSpec, TextSpec } from '../spec.ts';
import { CLIP_LIMITS, clipImage, clipSimilarity } from './clip.ts';

/**
 * MobileCLIP's images: bilinear, values in 0..1 without normalisation
 * (https://github.com/mlfoundations/open_clip, pretrained.py, `_mccfg`).
 *
 * @param size Side of the input in pixels.
 */
const mobileclipImage = (size: number): ImageSpec => ({
  ...clipImage(size),
  interpolation: 'bilinear',
  mean: [0, 0, 0],
  std: [1, 1, 1],
});

/**
 * MobileCLIP's texts. The text encoder of the S models is not causal, so padding affects the result. B's is
 * causal, but it is unknown whether its published files accept fewer ids. 77 ids are right for all.
 */
const mobileclipText: TextSpec = { contextLength: 77, padTo: 'context', padId: 0, clean: 'clip' };

/** MobileCLIP (https://arxiv.org/abs/2311.17049) and MobileCLIP2 (https://arxiv.org/abs/2508.20691). */
export function mobileclipModels(): readonly ModelSpec[] {
  /** The models differ only in the image encoder. */
  const shared = { text: mobileclipText, similarity: clipSimilarity, dimension: 512 } as const;

  const quality = (imagenet: number, cocoTextToImage: number, cocoImageToText: number): ModelQuality => ({
    imagenet,
    cocoTextToImage,
    cocoImageToText,
    source: 'https://github.com/apple/ml-mobileclip/tree/main/results',
  });

  /** The licence of the repository in April 2024, when Xenova's copies were made. */
  const first: Pick<ModelCard, 'license' | 'licenseUrl' | 'restriction' | 'trainedOn' | 'languages'> = {
    license: 'apple-ascl',
    licenseUrl:
      'https://github.com/apple/ml-mobileclip/blob/341ef058802f0e4e5ab13c02f0cb32a3a94e367b/LICENSE_weights_data',
    restriction:
      'Copies must keep Apple’s notice, and you may not use Apple’s name to promote what you make with them. Apple has since released the same weights under research-only terms.',
    trainedOn: '1.3 billion captioned pictures from the web (DataCompDR)',
    languages: ['en'],
  };

  const second: typeof first = {
    license: 'apple-amlr',
    licenseUrl: 'https://github.com/apple/ml-mobileclip/blob/main/LICENSE_MODELS',
    restriction: 'For non-commercial scientific research only, not for any product or service.',
    trainedOn: 'two billion captioned pictures, filtered from the web (DFNDR)',
    languages: ['en'],
  };

  const mobileclipS0: ModelSpec = {
    ...shared,
    id: 'Xenova/mobileclip_s0',
    name: 'MobileCLIP S0',
    source: { kind: 'repository', repository: 'Xenova/mobileclip_s0', revision: 'main' },
    image: mobileclipImage(256),
    files: publishedFiles({
      fp32: [45_500_000, 170_000_000],
      fp16: [22_900_000, 84_971_030],
      q8: [11_800_000, 42_799_230],
    }),
    about: {
      ...first,
      quality: quality(67.8, 40.4, 58.7),
      intendedUse: 'General photo search on phones and small machines.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const mobileclipS2: ModelSpec = {
    ...shared,
    id: 'Xenova/mobileclip_s2',
    name: 'MobileCLIP S2',
    source: { kind: 'repository', repository: 'Xenova/mobileclip_s2', revision: 'main' },
    image: mobileclipImage(256),
    files: publishedFiles({
      fp32: [143_000_000, 254_000_000],
      fp16: [71_700_000, 127_118_306],
      q8: [36_700_000, 64_117_260],
    }),
    about: {
      ...first,
      quality: quality(74.4, 45.4, 63.4),
      intendedUse: 'General photo search: small, fast, and better than CLIP B/16.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const mobileclipB: ModelSpec = {
    ...shared,
    id: 'Xenova/mobileclip_b',
    name: 'MobileCLIP B',
    source: { kind: 'repository', repository: 'Xenova/mobileclip_b', revision: 'main' },
    image: mobileclipImage(224),
    files: publishedFiles({
      fp32: [346_000_000, 254_000_000],
      fp16: [173_000_000, 127_000_000],
      q8: [87_500_000, 64_100_000],
    }),
    about: {
      ...first,
      quality: quality(76.8, 50.6, 68.8),
      intendedUse: 'General photo search in English, on a GPU.',
      knownLimits: CLIP_LIMITS,
    },
  };

  /** One repository has all sizes of MobileCLIP2, in single precision. */
  const mobileclip2 = (size: string): Pick<ModelSpec, 'id' | 'name' | 'source'> => ({
    id: `plhery/mobileclip2-onnx/${size}`,
    name: `MobileCLIP2 ${size.toUpperCase()}`,
    source: {
      kind: 'repository',
      repository: 'plhery/mobileclip2-onnx',
      revision: 'ba95759a5bdbaca53e9111e2550a76ec09c8fd9e',
    },
  });

  const mobileclip2S0: ModelSpec = {
    ...shared,
    ...mobileclip2('s0'),
    image: mobileclipImage(256),
    // Sizes of MobileCLIP2 are computed from its parameters, at 4 bytes each.
    files: publishedFiles({ fp32: [45_600_000, 253_700_000] }, 'onnx/s0/'),
    about: {
      ...second,
      quality: quality(71.5, 43.7, 62.7),
      intendedUse: 'Research: as fast on pictures as MobileCLIP S0, with better results.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const mobileclip2S2: ModelSpec = {
    ...shared,
    ...mobileclip2('s2'),
    image: mobileclipImage(256),
    files: publishedFiles({ fp32: [143_300_000, 253_700_000] }, 'onnx/s2/'),
    about: {
      ...second,
      quality: quality(77.2, 48.8, 66.7),
      intendedUse: 'Research: small, fast, and better than SigLIP B/16 at labels and search.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const mobileclip2B: ModelSpec = {
    ...shared,
    ...mobileclip2('b'),
    image: mobileclipImage(224),
    files: publishedFiles({ fp32: [345_400_000, 253_700_000] }, 'onnx/b/'),
    about: {
      ...second,
      quality: quality(79.4, 49.9, 67.5),
      intendedUse: 'Research: labels and search in English, on a GPU.',
      knownLimits: CLIP_LIMITS,
    },
  };

  return [mobileclipS0, mobileclipS2, mobileclipB, mobileclip2S0, mobileclip2S2, mobileclip2B];
}
