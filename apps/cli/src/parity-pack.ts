import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSpec } from '@web-clip/clip';

/** The part of a pack's manifest.json that this command compares. */
export interface Manifest {
  spec: {
    image: Omit<ModelSpec['image'], 'cropOffset'> & { cropOffset?: ModelSpec['image']['cropOffset'] };
    text: Omit<ModelSpec['text'], 'padTo'> & { causal: boolean };
    similarity: Omit<ModelSpec['similarity'], 'logitBias'> & { logitBias: number | null };
    dimension: number;
  };
  /** `rgb`: path of the pixels; `exact`: whether decoding reproduces them exactly (PNG). */
  images: { file: string; rgb: string; exact: boolean; embedding: number[] }[];
  texts: { text: string; ids: number[]; length: number; embedding: number[] }[];
  /** Of some texts, if the text encoder outputs its last hidden layer. Not of length 1. */
  hiddenStates?: { text: string; lastHiddenState: number[]; pooled: number[] }[];
  probabilities: number[][];
  classifier: { labels: string[]; templates: string[]; weights: number[][] };
}

/** The runtime's results for a pack. */
export interface Measured {
  /** Why it ran on another backend than requested, if it did. */
  fellBack?: string;
  /** Pixels of each image, base64. */
  rgb: string[];
  /** Embeddings in row-major order. */
  images: number[];
  ids: number[][];
  texts: number[];
  /** Of the texts of {@link Manifest.hiddenStates}. */
  lastHiddenState: number[];
  pooled: number[];
  classifier: number[];
  /** One row per image, one column per text. */
  probabilities: number[][];
}

/** Result of the comparison. */
export interface Verdict {
  /** Fraction of equal bytes in PNG images, 0..1. */
  pixelsEqual: number;
  /** Largest difference between bytes of a PNG image. */
  pixelWorst: number;
  idsEqual: number;
  idsTotal: number;
  /** Lowest cosines. */
  pngCosine: number;
  jpegCosine: number;
  textCosine: number;
  /** Largest absolute differences. */
  classifierWorst: number;
  probabilityWorst: number;
  passed: boolean;
  /** Deviations, one sentence each. */
  complaints: string[];
}

/** Lowest cosine of an fp32 embedding. */
const COSINE = { wasm: 0.99999, webgpu: 0.9999 };
/** Largest difference between bytes of a PNG image. */
const PIXEL = { wasm: 0, webgpu: 1 };
/** Lowest cosine of a JPEG's embedding, because browsers decode slightly differently. */
const JPEG_COSINE = 0.999;
/** Largest difference of a classifier weight, a probability, or a value of the last hidden layer. */
const CLOSE = 1e-4;

/**
 * Compares the runtime's results with those of the reference libraries.
 *
 * @param directory The folder of packs.
 * @param device The backend that ran.
 */
export function verdict(
  directory: string,
  { spec, images, texts, hiddenStates = [], probabilities: expectedProbabilities, classifier }: Manifest,
  measured: Measured,
  device: 'wasm' | 'webgpu',
): Verdict {
  const complaints = measured.fellBack ? [measured.fellBack] : [];
  const rowOf = (data: number[], i: number): number[] =>
    data.slice(i * spec.dimension, (i + 1) * spec.dimension);
  let equal = 0;
  let total = 0;
  let pixelWorst = 0;
  let pngCosine = 1;
  let jpegCosine = 1;
  let probabilityWorst = 0;
  for (const [i, image] of images.entries()) {
    const near = cosine(rowOf(measured.images, i), image.embedding);
    if (!image.exact) {
      jpegCosine = Math.min(jpegCosine, near);
      if (near < JPEG_COSINE) complaints.push(`${image.file}: cosine ${near.toFixed(5)}`);
      continue;
    }
    pngCosine = Math.min(pngCosine, near);
    if (near < COSINE[device]) complaints.push(`${image.file}: cosine ${near.toFixed(7)}`);
    const expected = readFileSync(join(directory, image.rgb));
    const actual = Buffer.from(measured.rgb[i] as string, 'base64');
    const differences = expected.map((byte, at) => Math.abs(byte - (actual[at] ?? 255)));
    const unequal = differences.filter((difference) => difference > 0).length;
    equal += expected.length - unequal;
    total += expected.length;
    const furthest = differences.reduce((most, difference) => Math.max(most, difference), 0);
    pixelWorst = Math.max(pixelWorst, furthest);
    if (furthest > PIXEL[device]) {
      complaints.push(`${image.file}: ${unequal} of ${expected.length} bytes differ, by ${furthest} at most`);
    }
    const worst = worstDifference(
      measured.probabilities[i] as number[],
      expectedProbabilities[i] as number[],
    );
    probabilityWorst = Math.max(probabilityWorst, worst);
    if (worst > CLOSE) complaints.push(`${image.file}: a probability differs by ${worst.toExponential(1)}`);
  }
  let idsEqual = 0;
  let textCosine = 1;
  for (const [i, { text, ids, length, embedding }] of texts.entries()) {
    const same = JSON.stringify(measured.ids[i]) === JSON.stringify(ids.slice(0, length));
    if (same) idsEqual++;
    else complaints.push(`different ids for ${JSON.stringify(text.slice(0, 60))}`);
    const near = cosine(rowOf(measured.texts, i), embedding);
    textCosine = Math.min(textCosine, near);
    if (near < COSINE[device])
      complaints.push(`${JSON.stringify(text.slice(0, 60))}: cosine ${near.toFixed(7)}`);
  }
  for (const name of ['lastHiddenState', 'pooled'] as const) {
    const worst = worstDifference(
      measured[name],
      hiddenStates.flatMap((states) => states[name]),
    );
    if (worst > CLOSE) complaints.push(`a value of ${name} differs by ${worst.toExponential(1)}`);
  }
  const classifierWorst = worstDifference(measured.classifier, classifier.weights.flat());
  if (classifierWorst > CLOSE)
    complaints.push(`a classifier weight differs by ${classifierWorst.toExponential(1)}`);
  return {
    pixelsEqual: equal / total,
    pixelWorst,
    idsEqual,
    idsTotal: texts.length,
    pngCosine,
    jpegCosine,
    textCosine,
    classifierWorst,
    probabilityWorst,
    passed: complaints.length === 0,
    complaints,
  };
}

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const cosine = (a: number[], b: number[]): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const worstDifference = (a: number[], b: number[]): number =>
  b.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (a[i] ?? Number.POSITIVE_INFINITY))), 0);
