/** How a picture becomes the input of the image encoder. */
export interface ImageSpec {
  /** Side of the square input, in pixels. */
  size: number;
  /** `shortest`: the short side becomes `size`, then the centre is cropped. `squash`: both sides become `size`. */
  resize: 'shortest' | 'squash';
  /** The filter, antialiased as Pillow does it. */
  interpolation: 'bicubic' | 'bilinear';
  /** How the centre crop rounds: `half-even` as torchvision, `floor` as transformers. */
  cropOffset: 'half-even' | 'floor';
  /** Per channel, subtracted from values in 0..1. */
  mean: readonly [number, number, number];
  /** Per channel, divided by after the mean is subtracted. */
  std: readonly [number, number, number];
}

/** How a text becomes the input of the text encoder. */
export interface TextSpec {
  /** The most token ids in a text, start and end tokens included; longer texts are cut and keep their end token. */
  contextLength: number;
  /**
   * `longest`: a batch is padded to its longest text; right for causal towers that pool at the end
   * token, where nothing after it counts, and for towers that take an attention mask. `context`: every
   * text is padded to `contextLength`.
   */
  padTo: 'context' | 'longest';
  /** The token id that fills up. */
  padId: number;
  /**
   * How the text is cleaned before the tokenizer: `clip` (ftfy, HTML unescape, white space, lower case),
   * `canonicalize` (SigLIP: the same without punctuation), `bert` (the same with its case), or not at all.
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

/** The number formats of published ONNX files, by the names that transformers.js gives them. */
export type Dtype = 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16' | 'q8f16';

/** The two ONNX files of one dtype. */
export interface TowerFiles {
  /** Path of the image encoder, relative to the model's folder. */
  vision: string;
  /** Path of the text encoder, relative to the model's folder. */
  text: string;
  /** Both files together, in bytes; absent when nobody has said. */
  bytes?: number;
  /**
   * Int8 files only: the weights alone are quantised (DequantizeLinear, MatMulNBits), and arithmetic is float.
   * Dynamically quantised files (MatMulInteger) have no WebGPU kernels; these do.
   */
  weightOnly?: true;
  /**
   * The lowest cosine between these files' embeddings and the {@link SelfCheck} that is no sign of a
   * fault: below 1 by what quantisation costs. Absent for files that are as good as the reference.
   */
  tolerance?: number;
}

/** Where a model's files are. */
export type ModelSource =
  /** Shipped with web-clip, below its assets. */
  | { kind: 'bundled'; folder: string; revision: string }
  /** A repository on a Hugging Face compatible host. */
  | { kind: 'repository'; repository: string; revision: string }
  /** A folder at a URL, with the layout of a Hugging Face repository. */
  | { kind: 'folder'; url: string }
  /**
   * A checkpoint of which nobody publishes ONNX files that web-clip runs. `packages/clip/export` makes
   * them; put on a host of one's own under the same name, they are found there.
   */
  | { kind: 'export'; repository: string; revision: string };

/**
 * What the reference implementation answers to the built-in picture and sentence, for comparing a
 * backend with it.
 */
export interface SelfCheck {
  /** Embedding of the picture, `dimension` values, L2-normalised. */
  image: readonly number[];
  /** Embedding of the sentence, `dimension` values, L2-normalised. */
  text: readonly number[];
}

/** All that differs between models; nothing else looks at a model's name. */
export interface ModelSpec {
  /** What `createClip({ model })` takes. */
  id: string;
  /** For people. */
  name: string;
  source: ModelSource;
  image: ImageSpec;
  text: TextSpec;
  similarity: SimilaritySpec;
  /** Length of an embedding; what the encoders return is checked against it. */
  dimension: number;
  /** The files by dtype; empty when the host has to be asked which there are. */
  files: Partial<Record<Dtype, TowerFiles>>;
  /**
   * SHA-256 of files, in hexadecimal, by their paths: others are not loaded. Where a file is not among them, what
   * its host says of it counts, else what was first downloaded.
   */
  sha256?: Readonly<Record<string, string>>;
  /** The reference's answer to the built-in check, where the model's maker recorded it. */
  selfCheck?: SelfCheck;
  /** What the repository says otherwise than its family, or than itself: one sentence each. */
  remarks?: readonly string[];
  /** What is known about the model, for a person who chooses one; absent for a model outside the registry. */
  about?: ModelCard;
}

/** What a person should know before choosing a model. */
export interface ModelCard {
  /** Licence of the weights: an SPDX id, or a name. */
  licence: string;
  /** Where it can be read; absent for a bundled model, whose card says it. */
  licenceUrl?: string;
  /** What the licence forbids, one sentence, for a person to agree to; absent where any use is allowed. */
  restriction?: string;
  /** One sentence. */
  trainedOn: string;
  /** ISO 639-1 codes. */
  languages: readonly string[];
  /** Published zero-shot figures; absent where nobody has published any. */
  quality?: ModelQuality;
  /** One sentence. */
  intendedUse: string;
  /** One or two sentences. */
  knownLimits: string;
}

/** Published figures of a model, in percent. */
export interface ModelQuality {
  /** ImageNet zero-shot accuracy, top 1. */
  imagenet?: number;
  /** COCO retrieval of pictures by text, recall at 1. */
  cocoTextToImage?: number;
  /** COCO retrieval of texts by picture, recall at 1. */
  cocoImageToText?: number;
  /** URL of the publication. */
  source: string;
}
