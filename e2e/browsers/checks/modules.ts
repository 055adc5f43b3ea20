import { readdirSync } from 'node:fs';
import { packsIn, runPack } from '@web-clip/cli/parity-run';
import { SAMPLES } from '../../workspace.ts';
import type { Tab } from '../drivers/driver.ts';

import { type Check, type Embedded, must } from '../findings.ts';

import { type ModulesSite, notesOf, PACKS } from '../sites.ts';

/** Lowest cosine between embeddings of one image in two browsers, which decode it slightly differently. */
const SAME = 0.9999;

/** Number of sample images to compare. */
const FEW = 20;

/** Maximum deviation of decoders, of 255. Decoders of lossy formats differ in how they upsample colours. */
const WITHIN = 1;

/** The page without a bundler. */
export const labels: Check = {
  what: 'a page without a bundler labels its image',
  isShort: true,
  run: async ({ visit, site }) => {
    const person = await visit();
    await person.tab.goto(`${site.url}examples/labels/`);
    const items = await person.until('five labels', async () => {
      const found = await person.see({ selector: '#labels li' });
      return found.length === 5 && found;
    });
    const best = items[0]?.text ?? '';
    must(/^pizza: \d+ %$/.test(best), `The first label is “${best}”.`);
    return best;
  },
};

/**
 * Lossless WebP with colours below transparent pixels. If the browser premultiplies alpha, only WebGL can read them.
 */
const NEEDS_WEBGL: readonly string[] = ['pictures/alpha.webp', 'pictures/animated.webp'];

/** Comparison with PyTorch. */
export const parity: Check = {
  what: 'tiny models of all families match PyTorch',
  isShort: false,
  run: async ({ visit, modules }) => {
    const { tab } = await visit();
    await tab.goto(modules.url);
    const families = packsIn(PACKS);
    const complaints: string[] = [];
    for (const family of families) {
      const verdict = await runPack(tab, PACKS, family, 'wasm');
      complaints.push(...verdict.complaints.map((complaint) => `${family}: ${complaint}`));
    }
    must(complaints.length === 0, complaints.join('\n'));
    return `${families.length} families`;
  },
};

/** Comparison with Chromium. */
export const embeddings: Check = {
  what: 'embeddings equal Chromium’s',
  isShort: true,
  run: async ({ visit, modules, reference }) => {
    const expected = new Map((await reference()).embeddings.map(({ name, row }) => [name, row]));
    const { tab } = await visit();
    const { embeddings, webgl2 } = await embeddingsIn(tab, modules);
    const compared = embeddings
      .filter(({ name }) => webgl2 || !NEEDS_WEBGL.includes(name))
      .map(({ name, row }) => {
        const other = expected.get(name);
        return { name, cosine: row.reduce((sum, value, i) => sum + value * (other?.[i] ?? Number.NaN), 0) };
      });
    const apart = compared.filter(({ cosine }) => !(cosine >= SAME));
    must(
      apart.length === 0 && compared.length > FEW,
      apart.map(({ name, cosine }) => `${name}: cosine ${cosine.toFixed(5)}`).join(', '),
    );
    const lowest = Math.min(...compared.map(({ cosine }) => cosine)).toFixed(6);
    const without = webgl2 ? '' : '; no lossless WebP with alpha, which takes WebGL 2';
    return `${compared.length} embeddings, cosines from ${lowest}${without}`;
  },
};

/**
 * Embeds images of all formats and some texts with the bundled model.
 *
 * @param tab Any tab of the browser.
 */
export async function embeddingsIn(tab: Tab, { url }: ModulesSite): Promise<Embedded> {
  await tab.goto(url);
  const samples = readdirSync(SAMPLES).filter((name) => name.endsWith('.webp'));
  const images = [
    ...samples.slice(0, FEW).map((name) => `samples/${name}`),
    ...Object.entries(notesOf('expected.json'))
      .filter(([, { within }]) => within <= WITHIN)
      .map(([name]) => `pictures/${name}`),
  ];
  const texts = ['a dog on the beach', 'Crème brûlée, 2 €', '北京的狗', '🐶', ''];
  return tab.evaluate(
    async ({ images, texts }) => {
      const { createClip } = (await import(
        new URL('web-clip/index.js', location.href).href
      )) as typeof import('@web-clip/clip');
      const clip = await createClip({ device: 'wasm' });
      const embedded: { name: string; row: number[] }[] = [];
      // One at a time, because int8 rounding depends on the range of the whole batch, and thus on its other images.
      for (const name of images) {
        const image = await (await fetch(new URL(name, location.href))).blob();
        embedded.push({ name, row: [...(await clip.embedImages([image])).data] });
      }
      for (const text of texts) {
        embedded.push({ name: JSON.stringify(text), row: [...(await clip.embedTexts([text])).data] });
      }
      const { webgl2 } = (await clip.info()).capabilities;
      clip.dispose();
      return { embeddings: embedded, webgl2 };
    },
    { images, texts },
  );
}
