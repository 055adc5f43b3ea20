import type { ModelSource } from '@web-clip/weights';

/** How an image becomes the input of the image encoder. */
export interface ImageSpec {
  /** Side of the square input, in pixels. */
  size: number;
  /**
   * `shortest`: the short side becomes `size`, then the centre is cropped. `squash`: both sides become
   * `size`.
   */
  resize: 'shortest' | 'squash';
  /** The filter, with Pillow's antialiasing. */
  interpolation: 'bicubic' | 'bilinear';
  /** How the centre crop rounds: `half-even` as in torchvision, `floor` as in transformers. */
  cropOffset: 'half-even' | 'floor';
  /** Per channel, subtracted from values in 0..1. */
  mean: readonly [number, number, number];
  /** Per channel, divides the values after the mean is subtracted. */
  std: readonly [number, number, number];
}

/** How a text becomes the input of the text encoder. */
export interface TextSpec {
  /**
   * Maximum number of token ids in a text, including start and end tokens. Longer texts are truncated but
   * keep their end token.
   */
  contextLength: number;
  /**
   * `longest`: a batch is padded to its longest text; right for causal encoders that pool at the end
   * token, where nothing after it counts, and for encoders that take an attention mask. `context`: every
   * text is padded to `contextLength`.
   */
  padTo: 'context' | 'longest';
  /** The token id used for padding. */
  padId: number;
  /**
   * How the text is cleaned before the tokenizer: `clip` (ftfy, HTML unescape, white space, lower case),
   * `canonicalize` (SigLIP: the same without punctuation), `bert` (the same as `clip`, but keeps case), or
   * not at all.
   */
  clean: 'clip' | 'canonicalize' | 'bert' | 'none';
}

/** How a cosine becomes a logit: `logitScale * cosine + logitBias`. */
export interface SimilaritySpec {
  /** `softmax` over the texts (CLIP, https://arxiv.org/abs/2103.00020) or `sigmoid` for each (SigLIP, https://arxiv.org/abs/2303.15343). */
  kind: 'softmax' | 'sigmoid';
  /** The factor itself, not its logarithm. */
  logitScale: number;
  /** 0 for softmax models. */
  logitBias: number;
}

/**
 * How likely an image of a library fits a text: a logistic regression that `npm run calibrate` fits to images with
 * captions.
 */
export interface RelevanceSpec {
  /** Usual mean of a text's cosines with unrelated images. */
  mean: number;
  /** Usual standard deviation of the same. */
  deviation: number;
  /**
   * Weights of the image's cosine, of mean and deviation of the text's cosines with the library, and of √(2 ln n) for n
   * images.
   */
  weights: readonly [cosine: number, mean: number, deviation: number, chance: number];
  /** Is added. The sum is the logarithm of the odds. */
  constant: number;
}

/** The dtypes of published ONNX files, named as in transformers.js. */
export type Dtype = 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16' | 'q8f16';

/** All dtypes. */
export const DTYPES = [
  'fp32',
  'fp16',
  'q8',
  'int8',
  'uint8',
  'q4',
  'q4f16',
  'q8f16',
] as const satisfies readonly Dtype[];

/** The two ONNX files of one dtype. */
export interface EncoderFiles {
  /** Path of the image encoder, relative to the model's folder. */
  vision: string;
  /** Path of the text encoder, relative to the model's folder. */
  text: string;
  /** Size of both files together in bytes, if known. */
  bytes?: number;
  /**
   * Int8 files only: whether just the weights are quantised (DequantizeLinear, MatMulNBits), with float
   * arithmetic. WebGPU has kernels for these, but not for dynamically quantised files (MatMulInteger).
   */
  weightOnly?: true;
  /**
   * The lowest cosine between these files' embeddings and the {@link SelfCheck} that does not indicate a
   * fault. It is below 1 by the loss from quantisation. Absent for files as good as the reference.
   */
  tolerance?: number;
}

/**
 * The reference implementation's embeddings of the built-in image and sentence, to compare a backend with.
 */
export interface SelfCheck {
  /** Embedding of the image, `dimension` values, L2-normalised. */
  image: readonly number[];
  /** Embedding of the sentence, `dimension` values, L2-normalised. */
  text: readonly number[];
}

/** Everything that differs between models. No other code looks at a model's name. */
export interface ModelSpec {
  /** As passed to `createClip({ model })`. */
  id: string;
  /** A name to show to users. */
  name: string;
  /** Where its files are. */
  source: ModelSource;
  /** How images are prepared. */
  image: ImageSpec;
  /** How texts are prepared. */
  text: TextSpec;
  /** How cosines become logits. */
  similarity: SimilaritySpec;
  /** How cosines tell whether an image fits at all; absent for models that nobody has calibrated. */
  relevance?: RelevanceSpec;
  /** Length of an embedding. The encoders' results are checked against it. */
  dimension: number;
  /** The files by dtype; empty if the host must be asked which ones exist. */
  files: Partial<Record<Dtype, EncoderFiles>>;
  /**
   * SHA-256 of files in hexadecimal, by path. A file with another hash is not loaded. For a file without an
   * entry, the host's hash is expected, or else that of the first download.
   */
  sha256?: Readonly<Record<string, string>>;
  /** The reference's embeddings for the self-check, if the model's maker recorded them. */
  selfCheck?: SelfCheck;
  /** How the repository differs from its family, or contradicts itself: one sentence each. */
  remarks?: readonly string[];
  /** Information to help users choose a model; absent for models outside the registry. */
  about?: ModelCard;
}

/** What a user should know before choosing a model. */
export interface ModelCard {
  /** Licence of the weights: an SPDX id, or a name. */
  license: string;
  /** Where to read it; absent for the bundled model, whose card contains it. */
  licenseUrl?: string;
  /** What the licence forbids, in one sentence that the user must agree to; absent if any use is allowed. */
  restriction?: string;
  /** One sentence. */
  trainedOn: string;
  /** ISO 639-1 codes. */
  languages: readonly string[];
  /** Published zero-shot results; absent if there are none. */
  quality?: ModelQuality;
  /** One sentence. */
  intendedUse: string;
  /** One or two sentences. */
  knownLimits: string;
}

/** Published results of a model, in percent. */
export interface ModelQuality {
  /** ImageNet zero-shot accuracy, top 1. */
  imagenet?: number;
  /** COCO retrieval of images by text, recall at 1. */
  cocoTextToImage?: number;
  /** COCO retrieval of texts by image, recall at 1. */
  cocoImageToText?: number;
  /** URL of the publication. */
  source: string;
}
