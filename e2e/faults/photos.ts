import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { newProfile, openBrowser, withSite } from './site.ts';

/** Number of photos to index before the baseline of memory and rate is measured. */
const SETTLED = 5000;

/** Fraction of the photos over which a rate is measured. */
const WINDOW = 0.1;

/** Tolerances of memory and rate. */
const TOLERANCE = 0.1;
const RATE_TOLERANCE = 0.05;

/** Bytes of indexing memory that a page may retain, however many photos there are: room for a batch. */
const KEPT = 20e6;

/** Time after which the workers that decode images have ended. */
const IDLE_MS = 15_000;

/** Indexes many small photos in one session, and monitors memory and rate. */
export async function photos({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const { profile, remove } = newProfile();
  const window = Math.floor(count * WINDOW);
  // A short run is measured at the same points.
  const settled = Math.min(SETTLED, window);
  try {
    return await withSite(async (site) => {
      const browser = await openBrowser(profile, ['--enable-blink-features=ForceEagerMeasureMemory']);
      const page = browser.pages()[0] ?? (await browser.newPage());
      await openModules(page, site);
      await fillFolder(page, count, seed, (written) => report(`${written} of ${count} photos are written`));
      await openLibrary(page);
      const empty = await memory(page);
      const marks: { done: number; time: number; memory?: number }[] = [];
      let next = settled;
      await page.exposeFunction('advanced', async (done: number) => {
        const mark: (typeof marks)[number] = { done, time: performance.now() };
        marks.push(mark);
        if (done < next) return;
        next += Math.max(settled, Math.floor(count / 20));
        mark.memory = await memory(page);
        report(`${done} of ${count} photos, ${(mark.memory / 1e6).toFixed(0)} MB`);
      });
      const summary = await index(page, window / 10);
      const end = await memory(page);
      await page.waitForTimeout(IDLE_MS);
      const rested = await memory(page);
      await openModules(page, site);
      await openLibrary(page);
      const reopened = await memory(page);
      await browser.close();

      // Rows and records have to stay in memory. A page that has only opened the library shows how much they take.
      const each = (reopened - empty) / count;
      const first = marks.find((mark) => mark.memory !== undefined);
      const before = (first?.memory ?? 0) - each * (first?.done ?? 0);
      const after = end - each * count;
      const rate = (from: number, to: number): number => {
        const [a, b] = [from, to].map((done) => marks.find((mark) => mark.done >= done) ?? marks.at(-1));
        return a && b ? (1000 * (b.done - a.done)) / (b.time - a.time) : Number.NaN;
      };
      const [start, last] = [rate(settled, settled + window), rate(count - window, count)];
      const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
      return {
        suite: 'photos',
        title: `${count} photos in one sitting; ${mega(each * count)} of memory are their rows and records`,
        checks: [
          {
            what: 'photos that were embedded',
            found: `${summary.embedded} of ${count}`,
            holds: summary.embedded === count,
          },
          {
            what: `memory besides rows and records, after ${first?.done ?? 0} and at the end`,
            found: `${mega(before)}, ${mega(after)}`,
            holds: after <= before * (1 + TOLERANCE),
          },
          {
            what: 'memory soon after the end, at most 20 MB above that of a page that has only opened them',
            found: `${mega(rested)}, ${mega(reopened)}`,
            holds: rested <= reopened + KEPT,
          },
          {
            what: `photos a second, over ${window} after ${settled} and over the last ${window}`,
            found: `${start.toFixed(1)}, ${last.toFixed(1)}`,
            holds: last >= start * (1 - RATE_TOLERANCE),
          },
        ],
      };
    });
  } finally {
    remove();
  }
}

/** Writes small drawn photos, all different, into a folder of the origin private file system. */
async function fillFolder(
  page: Page,
  count: number,
  seed: number,
  written: (count: number) => void,
): Promise<void> {
  await page.exposeFunction('written', written);
  await page.evaluate(
    async ({ count, seed }) => {
      // Only workers can write without a copy, which is several times as fast.
      const script = async (): Promise<void> => {
        const draw = async (shape: number): Promise<Blob> => {
          const canvas = new OffscreenCanvas(160, 120);
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
          const of = (factor: number, range: number): number => (shape * factor) % range;
          context.fillStyle = `hsl(${of(37, 360)} 60% 70%)`;
          context.fillRect(0, 0, 160, 120);
          context.fillStyle = `hsl(${of(101, 360)} 80% 40%)`;
          context.beginPath();
          context.ellipse(of(7, 160), of(11, 120), 10 + of(3, 50), 10 + of(5, 40), of(1, 3), 0, 7);
          context.fill();
          return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        };
        const [count, seed] = await new Promise<[number, number]>((resolve) => {
          globalThis.onmessage = ({ data }) => resolve(data);
        });
        const images = await Promise.all(
          Array.from(
            { length: 500 },
            async (_, i) => new Uint8Array(await (await draw(seed + i)).arrayBuffer()),
          ),
        );
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('album', { create: true });
        for (let i = 0; i < count; i++) {
          const file = await folder.getFileHandle(`${i}.jpg`, { create: true });
          // Keep a reference: Chromium never responds if the handle is garbage-collected first.
          Object.assign(globalThis, { held: file });
          const access = await (file as unknown as SyncFile).createSyncAccessHandle();
          const image = images[i % images.length] as Uint8Array;
          access.write(image);
          // After the end of the image, where no decoder looks.
          access.write(new Uint8Array(Uint32Array.of(i).buffer), { at: image.length });
          access.close();
          if (i % 1000 === 999) globalThis.postMessage(i + 1);
        }
        globalThis.postMessage(count);
      };
      interface SyncFile {
        createSyncAccessHandle(): Promise<{
          write(bytes: Uint8Array, options?: { at: number }): void;
          close(): void;
        }>;
      }
      const source = new Blob([`globalThis.__name = (target) => target; (${script})().catch(reportError)`]);
      const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
      worker.postMessage([count, seed]);
      await new Promise<void>((resolve, reject) => {
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }) => {
          (window as unknown as PhotosWindow).written(data);
          if (data === count) resolve();
        };
      });
      worker.terminate();
    },
    { count, seed },
  );
}

async function openLibrary(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const clip = await window.webClip.createClip({ device: 'wasm' });
    // Both encoders are loaded whenever memory is measured.
    await clip.embedImages([new ImageData(8, 8)]);
    const library = await window.photos.openLibrary({ clip });
    await library.search('a circle', { limit: 1 });
    Object.assign(window, { library });
  });
}

/** @returns Bytes that the page and its workers use after garbage collection. */
function memory(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { performance } = globalThis as unknown as {
      performance: { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    };
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  });
}

/**
 * Indexes the folder in one call.
 *
 * @param step Number of photos between progress reports.
 */
function index(page: Page, step: number): Promise<{ embedded: number }> {
  return page.evaluate(async (step) => {
    const { library, advanced } = window as unknown as PhotosWindow;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('album');
    let last = 0;
    return library.add(folder, {
      onProgress: ({ phase, done }) => {
        if (phase !== 'indexing' || done < last + step) return;
        last = done;
        void advanced(done);
      },
    });
  }, step);
}

interface PhotosWindow {
  library: Awaited<ReturnType<typeof window.photos.openLibrary>>;
  written: (count: number) => void;
  advanced: (done: number) => Promise<void>;
}
