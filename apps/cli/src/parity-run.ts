import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type Manifest, type Measured, type Verdict, verdict } from './parity-pack.ts';

declare global {
  interface Window {
    /** The model of the last pack. */
    parityClip?: { dispose(): void };
  }
}

/** A backend that can run a pack. */
export type Device = 'wasm' | 'webgpu';

/**
 * @param directory A folder of reference packs.
 * @returns Names of the packs in it.
 */
export function packsIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'manifest.json')))
    .sort();
}

/**
 * Serves the files of packs to a page, at `packs/` of its own origin.
 *
 * @param directory The folder of packs.
 */
export async function servePacks(page: Page, directory: string): Promise<void> {
  await page.route('**/packs/**', (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname.split('/packs/')[1] as string);
    const file = join(directory, path);
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
}

/** A page of any browser that can evaluate functions. */
export interface ParityPage {
  /**
   * @param run A self-contained function.
   * @param argument Its argument, sent as JSON.
   */
  evaluate<Result, Argument>(
    run: (argument: Argument) => Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
}

/**
 * Runs one pack through the built modules, and compares the results.
 *
 * @param page A page of the built site, with the folder of packs at `packs/` beside it.
 * @param directory The folder of packs.
 * @param family Name of the pack.
 * @param device The backend.
 */
export async function runPack(
  page: ParityPage,
  directory: string,
  family: string,
  device: Device,
): Promise<Verdict> {
  const manifest: Manifest = JSON.parse(readFileSync(join(directory, family, 'manifest.json'), 'utf8'));
  return verdict(directory, manifest, await measure(page, family, manifest, device), device);
}

function measure(page: ParityPage, family: string, manifest: Manifest, device: Device): Promise<Measured> {
  const { spec, images, texts, hiddenStates = [], classifier } = manifest;
  return page.evaluate(
    async ({ family, device, spec, files, texts, conditions, classifier }) => {
      const { createClip, ensemble, probabilities, prompts } = (await import(
        new URL('web-clip/index.js', location.href).href
      )) as typeof import('@web-clip/clip');
      const packs = new URL('packs/', location.href).href;
      const clip = await createClip({
        // Computes exactly, as PyTorch does.
        exact: true,
        device,
        dtype: 'fp32',
        model: {
          id: family,
          name: family,
          source: { kind: 'folder', url: `${packs}${family}/model/` },
          image: { ...spec.image, cropOffset: spec.image.cropOffset ?? 'half-even' },
          text: { ...spec.text, padTo: spec.text.causal ? 'longest' : 'context' },
          similarity: { ...spec.similarity, logitBias: spec.similarity.logitBias ?? 0 },
          dimension: spec.dimension,
          files: { fp32: { vision: 'onnx/vision_model.onnx', text: 'onnx/text_model.onnx' } },
        },
      });
      const pictures = await Promise.all(files.map(async (file) => (await fetch(packs + file)).blob()));
      const base64 = (bytes: Uint8Array): string =>
        btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      const labelled = classifier.labels.flatMap((label) => prompts(label, classifier.templates));
      const embedded = await clip.embedImages(pictures);
      const described = await clip.embedTexts(texts);
      const cosines = clip.similarity(embedded, described);
      const { lastHiddenState, pooled } =
        conditions.length > 0 ? await clip.encodeTexts(conditions) : { lastHiddenState: [], pooled: [] };
      const { model, backend, reason } = await clip.info();
      const { similarity } = model;
      const measured = {
        ...(backend !== device && { fellBack: reason }),
        rgb: (await clip.prepareImages(pictures)).map(base64),
        images: [...embedded.data],
        ids: await clip.tokenize(texts),
        texts: [...described.data],
        lastHiddenState: [...lastHiddenState],
        pooled: [...pooled],
        probabilities: pictures.map((_, i) => [
          ...probabilities(cosines.subarray(i * texts.length, (i + 1) * texts.length), similarity),
        ]),
        classifier: [...ensemble(await clip.embedTexts(labelled), classifier.templates.length).data],
      };
      // Kept while the next pack starts, so that the browser compiles onnxruntime once for all.
      window.parityClip?.dispose();
      window.parityClip = clip;
      return measured;
    },
    {
      family,
      device,
      spec,
      files: images.map(({ file }) => file),
      texts: texts.map(({ text }) => text),
      conditions: hiddenStates.map(({ text }) => text),
      classifier,
    },
  );
}
