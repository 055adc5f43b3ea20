import type { ModelSource } from '@web-clip/weights';
import { staysInFolder } from '@web-clip/weights';
import {
  DTYPES,
  type EncoderFiles,
  type ImageSpec,
  type ModelCard,
  type ModelQuality,
  type ModelSpec,
  type RelevanceSpec,
  type SimilaritySpec,
  type TextSpec,
} from '../spec.ts';
import { Fields, type Json } from './fields.ts';

/** The file that `packages/clip/export` writes next to the encoders: a spec without its location. */
export const WEB_CLIP_JSON = 'web-clip.json';

/** Increment when a reader of the old format would misread the new one. */
const FORMAT = 1;

/**
 * Reads web-clip.json. All required fields must be present and valid. Unknown fields are ignored.
 *
 * @param model The caller's name for the model, which becomes its id.
 * @param source Where its files are.
 * @param json The file, parsed.
 * @throws ClipError `unsupported-model` for a newer format, `invalid-model` with the name of the first
 *   missing or invalid field.
 */
export function readWebClip(model: string, source: ModelSource, json: Json): ModelSpec {
  const fields = new Fields(model, WEB_CLIP_JSON);
  if (fields.integer('format', json.format) > FORMAT) {
    throw fields.unsupported(`was exported for a newer version of web-clip (format ${String(json.format)})`);
  }
  const dimension = fields.length('dimension', json.dimension);
  const { relevance, selfCheck, about, remarks, sha256 } = json;
  return {
    id: model,
    name: fields.text('name', json.name),
    source,
    image: readImage(fields, fields.object('image', json.image)),
    text: readText(fields, fields.object('text', json.text)),
    similarity: readSimilarity(fields, fields.object('similarity', json.similarity)),
    ...(relevance !== undefined && {
      relevance: readRelevance(fields, fields.object('relevance', relevance)),
    }),
    dimension,
    files: readFiles(fields, fields.object('files', json.files)),
    ...(sha256 !== undefined && { sha256: readHashes(fields, fields.object('sha256', sha256)) }),
    ...(selfCheck !== undefined && { selfCheck: readSelfCheck(fields, selfCheck, dimension) }),
    ...(remarks !== undefined && { remarks: texts(fields, 'remarks', remarks) }),
    ...(about !== undefined && { about: readCard(fields, fields.object('about', about)) }),
  };
}

function readImage(fields: Fields, image: Json): ImageSpec {
  const std = fields.triple('image.std', image.std);
  if (std.includes(0)) throw fields.invalid('image.std', 'three numbers other than 0');
  return {
    size: fields.length('image.size', image.size),
    resize: fields.choice('image.resize', image.resize, ['shortest', 'squash']),
    interpolation: fields.choice('image.interpolation', image.interpolation, ['bicubic', 'bilinear']),
    cropOffset: fields.choice('image.cropOffset', image.cropOffset, ['half-even', 'floor']),
    mean: fields.triple('image.mean', image.mean),
    std,
  };
}

function readText(fields: Fields, text: Json): TextSpec {
  return {
    // Start and end token take two.
    contextLength: fields.length('text.contextLength', text.contextLength, 2),
    padTo: fields.choice('text.padTo', text.padTo, ['context', 'longest']),
    padId: fields.integer('text.padId', text.padId, 0),
    clean: fields.choice('text.clean', text.clean, ['clip', 'canonicalize', 'bert', 'none']),
  };
}

function readSimilarity(fields: Fields, similarity: Json): SimilaritySpec {
  const logitScale = fields.number('similarity.logitScale', similarity.logitScale);
  if (logitScale <= 0) throw fields.invalid('similarity.logitScale', 'a number above 0');
  return {
    kind: fields.choice('similarity.kind', similarity.kind, ['softmax', 'sigmoid']),
    logitScale,
    logitBias: fields.number('similarity.logitBias', similarity.logitBias),
  };
}

function readRelevance(fields: Fields, relevance: Json): RelevanceSpec {
  const [cosine = 0, mean = 0, deviation = 0, chance = 0] = fields.numbers(
    'relevance.weights',
    relevance.weights,
    4,
  );
  return {
    mean: fields.number('relevance.mean', relevance.mean),
    deviation: fields.number('relevance.deviation', relevance.deviation),
    weights: [cosine, mean, deviation, chance],
    constant: fields.number('relevance.constant', relevance.constant),
  };
}

function readFiles(fields: Fields, files: Json): ModelSpec['files'] {
  const read = Object.entries(files).map(([dtype, value]) => {
    const field = `files.${dtype}`;
    return [
      fields.choice(field, dtype, DTYPES),
      readEncoderFiles(fields, field, fields.object(field, value)),
    ];
  });
  if (read.length === 0) throw fields.invalid('files', 'an object with a dtype');
  return Object.fromEntries(read);
}

function readEncoderFiles(fields: Fields, field: string, files: Json): EncoderFiles {
  const { bytes, weightOnly, tolerance } = files;
  if (weightOnly !== undefined && typeof weightOnly !== 'boolean') {
    throw fields.invalid(`${field}.weightOnly`, 'true or false');
  }
  const least = tolerance === undefined ? undefined : fields.number(`${field}.tolerance`, tolerance);
  if (least !== undefined && (least < -1 || least > 1)) {
    throw fields.invalid(`${field}.tolerance`, 'a cosine');
  }
  return {
    vision: path(fields, `${field}.vision`, files.vision),
    text: path(fields, `${field}.text`, files.text),
    ...(bytes !== undefined && { bytes: fields.integer(`${field}.bytes`, bytes) }),
    ...(weightOnly && { weightOnly }),
    ...(least !== undefined && { tolerance: least }),
  };
}

function readHashes(fields: Fields, hashes: Json): Record<string, string> {
  const read = Object.entries(hashes).map(([name, value]) => {
    const hash = fields.text('sha256', value);
    if (/^[0-9a-f]{64}$/.test(hash)) return [path(fields, 'sha256', name), hash];
    throw fields.invalid('sha256', '64 hexadecimal digits for each file');
  });
  return Object.fromEntries(read);
}

function path(fields: Fields, field: string, value: unknown): string {
  const text = fields.text(field, value);
  if (staysInFolder(text)) return text;
  throw fields.invalid(field, 'a path inside the model’s folder');
}

function readSelfCheck(fields: Fields, value: unknown, dimension: number): ModelSpec['selfCheck'] & object {
  const check = fields.object('selfCheck', value);
  return {
    image: fields.numbers('selfCheck.image', check.image, dimension),
    text: fields.numbers('selfCheck.text', check.text, dimension),
  };
}

function readCard(fields: Fields, card: Json): ModelCard {
  const { licenseUrl, restriction, quality } = card;
  return {
    license: fields.text('about.license', card.license),
    ...(licenseUrl !== undefined && { licenseUrl: link(fields, 'about.licenseUrl', licenseUrl) }),
    ...(restriction !== undefined && { restriction: fields.text('about.restriction', restriction) }),
    trainedOn: fields.text('about.trainedOn', card.trainedOn),
    languages: texts(fields, 'about.languages', card.languages),
    ...(quality !== undefined && { quality: readQuality(fields, fields.object('about.quality', quality)) }),
    intendedUse: fields.text('about.intendedUse', card.intendedUse),
    knownLimits: fields.text('about.knownLimits', card.knownLimits),
  };
}

function readQuality(fields: Fields, quality: Json): ModelQuality {
  const read: ModelQuality = { source: link(fields, 'about.quality.source', quality.source) };
  for (const figure of ['imagenet', 'cocoTextToImage', 'cocoImageToText'] as const) {
    if (quality[figure] !== undefined) {
      read[figure] = fields.number(`about.quality.${figure}`, quality[figure]);
    }
  }
  return read;
}

/** A web link that is safe to show: http or https, never a script. */
function link(fields: Fields, field: string, value: unknown): string {
  const text = fields.text(field, value);
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw fields.invalid(field, 'a web address');
}

function texts(fields: Fields, field: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw fields.invalid(field, 'a list of strings');
  return value.map((each) => fields.text(field, each));
}
