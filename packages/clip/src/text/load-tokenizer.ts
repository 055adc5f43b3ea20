import { asClipError } from '@web-clip/calls';
import { type DownloadOptions, fileJson, type WeightBases, weightFile } from '@web-clip/weights';
import type { ModelSpec } from '../models/spec.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The files of a model's tokenizer, relative to the model's folder. */
export const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'] as const;

/**
 * Fetches a model's tokenizer and the code that runs it.
 *
 * @param spec The model.
 * @param bases Base URLs for the model's location.
 * @param options For the download.
 * @throws ClipError `invalid-model`, `download-failed` or `storage-failed`, or the signal's reason.
 */
export async function loadTokenizer(
  spec: ModelSpec,
  bases: WeightBases,
  options: DownloadOptions,
): Promise<Tokenizer> {
  const [{ createTokenizer }, ...files] = await Promise.all([
    // Loaded on demand, because embedding images does not need it.
    import('./tokenizer.ts').catch((error) => {
      throw asClipError(
        error,
        'download-failed',
        'The browser could not load a web-clip script. Reload the page.',
      );
    }),
    ...TOKENIZER_FILES.map((path) => fileJson(weightFile(spec, bases, path), options)),
  ]);
  const [tokenizer = {}, config = {}] = files;
  return createTokenizer(tokenizer, config, spec.text);
}
