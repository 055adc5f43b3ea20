import { exportedFiles } from '../sizes.ts';
import type { ModelSpec, TextSpec } from '../spec.ts';
import { clipImage } from './clip.ts';

/**
 * Texts of an open_clip model with a BERT text encoder. The tokenizer is sensitive to case and accents, and
 * the attention mask excludes the padding (open_clip, tokenizer.py, `HFTokenizer`).
 */
const bertText: TextSpec = { contextLength: 256, padTo: 'longest', padId: 0, clean: 'bert' };

/** BiomedCLIP (https://arxiv.org/abs/2303.00915): open_clip with a ViT and PubMedBERT. */
export function biomedClipModels(): readonly ModelSpec[] {
  const biomedClip: ModelSpec = {
    id: 'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
    name: 'BiomedCLIP',
    source: {
      kind: 'export',
      repository: 'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
      revision: 'main',
    },
    image: clipImage(224),
    text: bertText,
    // Rounded. The export writes the checkpoint's own value to web-clip.json.
    similarity: { kind: 'softmax', logitScale: 85, logitBias: 0 },
    dimension: 512,
    files: exportedFiles(195_902_720),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
      restriction: 'Its authors intend it for research only, not for clinical decisions.',
      trainedOn: '15 million figures from biomedical papers, with their captions (PMC-15M)',
      languages: ['en'],
      intendedUse: 'Research on medical pictures: radiology, pathology, microscopy, charts in papers.',
      knownLimits:
        'Not for diagnosis. Weak on everyday photos, because it was trained on figures from papers.',
    },
  };

  return [biomedClip];
}
