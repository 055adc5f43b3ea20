import { exportedFiles } from '../sizes.ts';
import type { ModelSpec } from '../spec.ts';
import { CLIP_LIMITS, clipImage, clipSimilarity, clipText, OPEN_CLIP_RESULTS } from './clip.ts';

/**
 * Checkpoints of open_clip with CLIP's preprocessing. Nobody publishes their encoders in a form that web-clip
 * runs.
 */
export function openClipModels(): readonly ModelSpec[] {
  /** open_clip pads with 0 and pools at the first end token, so tokens after it have no effect. */
  const text = { ...clipText, padId: 0 };

  const laionB32: ModelSpec = {
    id: 'laion/CLIP-ViT-B-32-laion2B-s34B-b79K',
    name: 'OpenCLIP ViT-B/32 (LAION-2B)',
    source: { kind: 'export', repository: 'laion/CLIP-ViT-B-32-laion2B-s34B-b79K', revision: 'main' },
    image: clipImage(224),
    text,
    similarity: clipSimilarity,
    dimension: 512,
    files: exportedFiles(151_277_312),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/laion/CLIP-ViT-B-32-laion2B-s34B-b79K',
      trainedOn: 'two billion captioned pictures from the web (LAION-2B, English)',
      languages: ['en'],
      quality: { imagenet: 66.56, cocoTextToImage: 39.34, cocoImageToText: 56.32, source: OPEN_CLIP_RESULTS },
      intendedUse: 'General photo search: as fast as CLIP B/32, and finds more.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const laionL14: ModelSpec = {
    ...laionB32,
    id: 'laion/CLIP-ViT-L-14-laion2B-s32B-b82K',
    name: 'OpenCLIP ViT-L/14 (LAION-2B)',
    source: { kind: 'export', repository: 'laion/CLIP-ViT-L-14-laion2B-s32B-b82K', revision: 'main' },
    // The only one of its family trained on values in -1..1 (open_clip, pretrained.py).
    image: { ...clipImage(224), mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    dimension: 768,
    files: exportedFiles(427_616_512),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/laion/CLIP-ViT-L-14-laion2B-s32B-b82K',
      trainedOn: 'two billion captioned pictures from the web (LAION-2B, English)',
      languages: ['en'],
      quality: { imagenet: 75.25, cocoTextToImage: 46.51, cocoImageToText: 63.36, source: OPEN_CLIP_RESULTS },
      intendedUse: 'Search where accuracy matters more than speed, on a strong GPU.',
      knownLimits: `${CLIP_LIMITS} Large, and slow without a GPU.`,
    },
  };

  const dataCompB32: ModelSpec = {
    ...laionB32,
    id: 'laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K',
    name: 'OpenCLIP ViT-B/32 256 (DataComp)',
    source: {
      kind: 'export',
      repository: 'laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K',
      revision: 'main',
    },
    image: clipImage(256),
    files: exportedFiles(151_288_832),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K',
      trainedOn: '1.4 billion captioned pictures, filtered from the web (DataComp-1B)',
      languages: ['en'],
      quality: { imagenet: 72.81, cocoTextToImage: 39.93, cocoImageToText: 57.92, source: OPEN_CLIP_RESULTS },
      intendedUse: 'General photo search and labels, as fast as CLIP B/32.',
      knownLimits: CLIP_LIMITS,
    },
  };

  /** Its image encoder differs (RoPE, SwiGLU), but takes the same input as CLIP's. */
  const eva02B16: ModelSpec = {
    ...laionB32,
    id: 'timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k',
    name: 'EVA02-CLIP B/16',
    source: {
      kind: 'export',
      repository: 'timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k',
      revision: 'main',
    },
    files: exportedFiles(149_691_136),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k',
      trainedOn: 'two billion captioned pictures from the web (LAION-2B and COYO)',
      languages: ['en'],
      quality: { imagenet: 74.72, cocoTextToImage: 42.15, cocoImageToText: 58.74, source: OPEN_CLIP_RESULTS },
      intendedUse: 'General photo search and labels, even of small things.',
      knownLimits: CLIP_LIMITS,
    },
  };

  return [laionB32, laionL14, dataCompB32, eva02B16];
}
