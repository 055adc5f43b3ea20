import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { servePacks } from '@web-clip/cli/parity-run';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { newProfile, openBrowser, withSite } from './site.ts';

/** When to lose the GPU. */
interface Moment {
  /** Number of batches to complete since the last loss. */
  batches: number;
  /** Number of GPU submissions from then on. */
  steps: number;
}

/** What happened after a loss. */
interface Loss {
  /** Time until the next batch was done, in milliseconds. */
  back: number;
  /** The backend of that batch. */
  backend: 'webgpu' | 'wasm';
}

/** What happened in the page. */
interface Run {
  /** Time from the start of the model to its first batch, in milliseconds. */
  start: number;
  losses: Loss[];
  /**
   * Times from a loss until the GPU was available again, in milliseconds. Losses without a restart are not included.
   */
  restarts: number[];
  searchable: number;
  /** Number of committed rows that were lost later. */
  gone: number;
  /** Lowest cosine between a row and that of an undisturbed run. */
  cosine: number;
  /** The engine's final status. */
  reason: string;
}

/**
 * A script for the worker. It destroys the GPU device in the middle of a batch, when work is submitted, like a driver
 * that restarts. When another device, or WASM, has completed a batch, the engine has recovered.
 */
const LOSSES = `
  const { createCommandEncoder } = GPUDevice.prototype;
  globalThis.webClipPlugins ??= new Map();
  webClipPlugins.set(import.meta.url, (engine, moments) => {
    const losses = [], restarts = [];
    let moment = moments.shift(), lost, missed;
    GPUDevice.prototype.createCommandEncoder = function (...args) {
      if (moment && moment.batches <= 0 && --moment.steps <= 0 && this === engine.gpu) {
        lost = missed = { device: this, at: performance.now() };
        moment = moments.shift();
        this.destroy();
      }
      return createCommandEncoder.apply(this, args);
    };
    const { images } = engine;
    const { embedPrepared } = images;
    images.embedPrepared = async (...args) => {
      const embeddings = await embedPrepared.apply(images, args);
      const gpu = images.preparation.onGpu ? engine.gpu : undefined;
      if (lost && gpu !== lost.device) {
        losses.push({ back: performance.now() - lost.at, backend: gpu ? 'webgpu' : 'wasm' });
        lost = undefined;
      }
      if (gpu && !lost && moment) moment.batches--;
      return embeddings;
    };
    setInterval(() => {
      if (!missed || !images.preparation.onGpu || engine.gpu === missed.device) return;
      restarts.push(performance.now() - missed.at);
      missed = undefined;
    }, 20);
    return { losses: () => losses, restarts: () => restarts };
  });
`;

/** Batches that a restarted GPU has to complete before it may be restarted again after another loss. */
const BETWEEN = 3;

/** Images per batch on a GPU. */
const BATCH = 32;

/**
 * Maximum number of submissions in a batch before the GPU is lost. By then all images may have been submitted, but
 * not their batches.
 */
const STEPS = 8;

/** The loss happens after these batches, while others are running. */
const photosOf = ({ batches }: Moment): number => BATCH * (batches + 4);

/** The GPU to lose. */
interface LostGpu {
  /** Number format of the model. */
  dtype: 'fp32' | 'fp16';
  /** A browser with that GPU. Default: the one that is found. */
  executablePath?: string | undefined;
}

/** Repeatedly loses the GPU while photos are indexed on it, with a model so small that its batches are short. */
export async function losses(
  { count, seed, report }: SuiteOptions,
  { dtype, executablePath }: LostGpu = { dtype: 'fp32' },
): Promise<Outcome> {
  const random = new Random(seed);
  const moments = Array.from({ length: count }, () => ({
    batches: BETWEEN + random.integer(2),
    steps: 1 + random.integer(STEPS),
  }));
  const photos = moments.reduce((sum, moment) => sum + photosOf(moment), 0);
  const { start, losses, restarts, searchable, gone, cosine, reason } = await withSite(async (site) => {
    const { profile, remove } = newProfile();
    const context = await openBrowser(profile, [], executablePath);
    try {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.text().startsWith('losses: ')) report(message.text().slice('losses: '.length));
      });
      await openModules(page, site);
      await servePacks(page, join(WORKSPACE, 'packages/clip/fixtures'));
      return await run(page, moments, seed, dtype);
    } finally {
      await context.close();
      remove();
    }
  });
  const onWasm = losses.filter(({ backend }) => backend === 'wasm').length;
  return {
    suite: 'losses',
    title: `${count} losses of the GPU in the midst of a batch, while ${photos} photos were indexed`,
    checks: [
      {
        what: 'photos that can be found in the end',
        found: `${searchable} of ${photos}`,
        holds: searchable === photos,
      },
      { what: 'rows that were committed and lost', found: String(gone), holds: gone === 0 },
      {
        what: 'lowest cosine to the embedding of an undisturbed run',
        found: cosine.toFixed(6),
        holds: cosine > 0.9999,
      },
      {
        what: 'losses after which work went on',
        found: `${losses.length} of ${count}, ${onWasm} on WASM`,
        holds: losses.length === count,
      },
      {
        what: 'it went on within 2 s, or on WASM',
        isTimed: true,
        found: `after ${spread(losses.map(({ back }) => back))}`,
        holds: losses.every(({ back, backend }) => back <= 2000 || backend === 'wasm'),
      },
      {
        // No time limit: on a CPU, compiling shaders takes seconds and depends on the load.
        what: 'losses after which the GPU was started anew',
        found: `${restarts.length} of ${count}, after ${spread(restarts)}; a first start takes ${seconds(start)}${restarts.length === count ? '' : `; ${reason}`}`,
        holds: restarts.length === count,
      },
    ],
  };
}

/** The median and the maximum. */
function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = Number.NaN, worst = Number.NaN] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `${seconds(median)} (median), ${seconds(worst)} (worst)`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function run(page: Page, moments: readonly Moment[], seed: number, dtype: LostGpu['dtype']): Promise<Run> {
  return page.evaluate(
    async ({ script, moments, parts, seed, dtype, batch }) => {
      const say = (text: string): void => console.info(`losses: ${text}`);
      const draw = async (index: number): Promise<File> => {
        const canvas = new OffscreenCanvas(24, 18);
        const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
        const values = crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${seed} ${index}`));
        const bytes = new Uint8Array(await values);
        for (let i = 0; i < 9; i++) {
          context.fillStyle = `rgb(${bytes[3 * i]} ${bytes[3 * i + 1]} ${bytes[3 * i + 2]})`;
          context.fillRect((i % 3) * 8, Math.floor(i / 3) * 6, 8, 6);
        }
        return new File([await canvas.convertToBlob()], `${index}.png`);
      };
      const photos = parts.reduce((sum, count) => sum + count, 0);
      const files = await Promise.all(Array.from({ length: photos }, (_, index) => draw(index)));

      const model = new URL('packs/openai-clip/model/', location.href).href;
      const began = performance.now();
      const clip = await window.webClip.createClip({ model, device: 'webgpu', dtype });
      await clip.embedImages(files.slice(0, batch));
      const start = performance.now() - began;
      const expected = await clip.embedImages(files);
      say(`${photos} photos embedded undisturbed`);

      const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
      const plugin = await clip.loadPlugin<{ losses(): Loss[]; restarts(): number[] }>(url, moments);
      const library = await window.photos.openLibrary({ clip, name: 'losses' });
      let committed = 0;
      let gone = 0;
      let next = 0;
      for (const [index, count] of parts.entries()) {
        next += count;
        await library.add(files.slice(next - count, next), {
          onProgress: async ({ phase }) => {
            if (phase === 'listing') return;
            const { searchable } = await library.status();
            gone += Math.max(0, committed - searchable);
            committed = searchable;
          },
        });
        // The next loss must hit a GPU that works again.
        const added = performance.now();
        const isMissing = async (): Promise<boolean> => (await plugin.restarts()).length <= index;
        while ((await isMissing()) && performance.now() - added < 120_000) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        if (await isMissing()) break;
        say(`${index + 1} of ${parts.length} losses`);
      }

      const ids = new Map((await library.photos()).map(({ id, path }) => [id, Number.parseInt(path, 10)]));
      const { searchable } = await library.status();
      const [losses, restarts] = [await plugin.losses(), await plugin.restarts()];
      const { reason } = await clip.info();
      clip.dispose();
      const database = await new Promise<IDBDatabase>((resolve) => {
        indexedDB.open('web-clip-library-losses').onsuccess = ({ target }) =>
          resolve((target as IDBOpenDBRequest).result);
      });
      const segments = await new Promise<{ ids: number[]; rows: Float32Array }[]>((resolve) => {
        database.transaction('segments').objectStore('segments').getAll().onsuccess = ({ target }) =>
          resolve((target as IDBRequest).result);
      });
      const { dimension, data } = expected;
      let cosine = 1;
      for (const { ids: photosOf, rows } of segments) {
        for (const [slot, id] of photosOf.entries()) {
          const at = (ids.get(id) as number) * dimension;
          let dot = 0;
          for (let i = 0; i < dimension; i++)
            dot += (rows[slot * dimension + i] as number) * (data[at + i] as number);
          cosine = Math.min(cosine, dot);
        }
      }
      return { start, losses, restarts, searchable, gone, cosine, reason };
    },
    { script: LOSSES, moments, parts: moments.map(photosOf), seed, dtype, batch: BATCH },
  );
}
