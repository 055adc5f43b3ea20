import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { withPage } from './page.ts';
import { type Manifest, type Measured, verdict } from './parity-pack.ts';

const USAGE = `npm run parity -- DIR [--device wasm|webgpu|both] [--json]

  DIR         a folder of reference packs: images/, rgb/ and <family>/manifest.json
  --device D  wasm by default
  --json      one JSON object instead of a table`;

type Device = 'wasm' | 'webgpu';

const { directory, devices, json } = readArguments();
const families = readdirSync(directory)
  .filter((name) => existsSync(join(directory, name, 'manifest.json')))
  .sort();
if (families.length === 0) {
  console.error(`There is no <family>/manifest.json in ${directory}.`);
  process.exit(2);
}
const results = await withPage(async (page) => {
  await page.route('**/packs/**', (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname.split('/packs/')[1] as string);
    const file = join(directory, path);
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
  const results = [];
  for (const family of families) {
    const manifest: Manifest = JSON.parse(readFileSync(join(directory, family, 'manifest.json'), 'utf8'));
    for (const device of devices) {
      process.stderr.write(`${family} on ${device}\n`);
      const measured = await measure(page, family, manifest, device);
      results.push({ family, device, ...verdict(directory, manifest, measured, device) });
    }
  }
  return results;
});
if (json) console.log(JSON.stringify(results, null, 2));
else print();
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function readArguments(): { directory: string; devices: Device[]; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { device: { type: 'string', default: 'wasm' }, json: { type: 'boolean', default: false } },
    });
    const [given] = positionals;
    if (!given) throw new Error('Say which folder of packs.');
    const directory = resolve(process.env.INIT_CWD ?? '.', given);
    if (!existsSync(directory)) throw new Error(`There is no folder ${directory}.`);
    const choices: Record<string, Device[]> = {
      wasm: ['wasm'],
      webgpu: ['webgpu'],
      both: ['wasm', 'webgpu'],
    };
    const devices = choices[values.device];
    if (!devices) throw new Error(`--device is ${values.device}.`);
    return { directory, devices, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Runs a pack through the built modules. */
function measure(page: Page, family: string, manifest: Manifest, device: Device): Promise<Measured> {
  const { spec, images, texts, classifier } = manifest;
  return page.evaluate(
    async ({ family, device, spec, files, texts, classifier }) => {
      const { createClip, ensemble, probabilities, prompts } = (await import(
        new URL('web-clip/web-clip.js', location.href).href
      )) as typeof import('web-clip');
      const packs = new URL('packs/', location.href).href;
      const clip = await createClip({
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
      const { model, backend, reason } = await clip.info();
      const { similarity } = model;
      const measured = {
        ...(backend !== device && { fellBack: reason }),
        rgb: (await clip.prepareImages(pictures)).map(base64),
        images: [...embedded.data],
        ids: await clip.tokenize(texts),
        texts: [...described.data],
        probabilities: pictures.map((_, i) => [
          ...probabilities(cosines.subarray(i * texts.length, (i + 1) * texts.length), similarity),
        ]),
        classifier: [...ensemble(await clip.embedTexts(labelled), classifier.templates.length).data],
      };
      clip.dispose();
      return measured;
    },
    {
      family,
      device,
      spec,
      files: images.map(({ file }) => file),
      texts: texts.map(({ text }) => text),
      classifier,
    },
  );
}

function print(): void {
  const percent = (part: number): string => `${(part * 100).toFixed(part === 1 ? 0 : 2)} %`;
  const columns = [
    'family',
    'device',
    'PNG bytes',
    'worst',
    'ids',
    'PNG cosine',
    'JPEG cosine',
    'text cosine',
    'classifier',
    'probability',
    '',
  ];
  const rows = results.map((result) => [
    result.family,
    result.device,
    percent(result.pixelsEqual),
    String(result.pixelWorst),
    `${result.idsEqual}/${result.idsTotal}`,
    result.pngCosine.toFixed(6),
    result.jpegCosine.toFixed(4),
    result.textCosine.toFixed(6),
    result.classifierWorst.toExponential(0),
    result.probabilityWorst.toExponential(0),
    result.passed ? 'pass' : 'FAIL',
  ]);
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of [columns, ...rows])
    console.log(row.map((cell, i) => cell.padEnd(widths[i] as number)).join('  '));
  for (const { family, device, complaints } of results) {
    for (const complaint of complaints) console.log(`${family} on ${device}: ${complaint}`);
  }
}
