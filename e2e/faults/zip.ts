import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openModules } from '../modules.ts';
import { samples } from '../workspace.ts';
import { fillAlbum, openAlbum } from './killable-transfer.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { newProfile, openBrowser, withSite } from './site.ts';

/** Bytes of each photo: so few that 10 GB are more files than a ZIP without ZIP64 can hold. */
const PHOTO_BYTES = 150_000;

/** Most bytes of the page's heap. */
const MOST_HEAP = 200e6;

/** Most files of a ZIP that is no ZIP64. */
const MOST_FILES = 65_535;

/**
 * Writes a ZIP of some gigabytes into the browser's own file system, and gives the file to `unzip -t`. One small photo is
 * taken again and again, so only the ZIP needs room on the disk.
 */
export async function zip({ count, report }: SuiteOptions): Promise<Outcome> {
  const files = Math.ceil((count * 1e9) / PHOTO_BYTES);
  const { profile, remove } = newProfile();
  try {
    const { heap, seconds } = await withSite(async (site) => {
      const context = await openBrowser(profile);
      try {
        const page = context.pages()[0] ?? (await context.newPage());
        await openModules(page, site);
        await fillAlbum(page, samples(), 1, PHOTO_BYTES);
        await openAlbum(page);
        await page.exposeFunction('progress', (done: number) => report(`${done} of ${files} files`));
        const session = await context.newCDPSession(page);
        let heap = 0;
        const watch = setInterval(async () => {
          const { usedSize } = await session.send('Runtime.getHeapUsage').catch(() => ({ usedSize: 0 }));
          heap = Math.max(heap, usedSize);
        }, 500);
        const began = performance.now();
        await page.evaluate(writeZip, files);
        clearInterval(watch);
        return { heap, seconds: (performance.now() - began) / 1000 };
      } finally {
        await context.close();
      }
    });
    const path = largestFile(profile);
    const { size } = statSync(path);
    report('unzip -t');
    const tested = spawnSync('unzip', ['-tq', path], { encoding: 'utf8' });
    const verdict =
      (tested.error?.message ?? `${tested.stdout}${tested.stderr}`).trim().split('\n').at(-1) ?? '';
    const listed = spawnSync('unzip', ['-Z', '-h', path], { encoding: 'utf8' }).stdout;
    const entries = Number(/number of entries: (\d+)/.exec(listed)?.[1]);
    return {
      suite: 'zip',
      title: `a ZIP file of ${(size / 1e9).toFixed(1)} GB with ${entries} files, in ${Math.round(seconds)} s`,
      checks: [
        { what: 'size', found: `${size} bytes`, holds: size >= count * 1e9 },
        {
          what: `files, of which a plain ZIP holds ${MOST_FILES}`,
          found: String(entries),
          holds: entries === files,
        },
        {
          what: 'most memory of the page’s heap',
          found: `${Math.round(heap / 1e6)} MB`,
          holds: heap > 0 && heap < MOST_HEAP,
        },
        {
          what: 'unzip -t finds no error',
          found: verdict.replace(path, 'the file'),
          holds: tested.status === 0,
        },
      ],
    };
  } finally {
    remove();
  }
}

/** Runs in the page. */
async function writeZip(files: number): Promise<void> {
  const { library, progress } = window as unknown as {
    library: Awaited<ReturnType<typeof window.photos.openLibrary>>;
    progress: (done: number) => void;
  };
  const [photo] = await library.photos();
  const root = await navigator.storage.getDirectory();
  const sink = await (await root.getFileHandle('photos.zip', { create: true })).createWritable();
  const photos = Array.from({ length: files }, () => ({ photo: photo?.id ?? -1 }));
  await library.transfers.zip(photos, sink, {
    onProgress: ({ done, bytes }) => {
      if (bytes > 0 && done % 1000 === 0) progress(done);
    },
  });
}

/** The browser keeps files of its own file system as they are, under names of its own. */
function largestFile(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
  const [largest = ''] = paths.sort((a, b) => statSync(b).size - statSync(a).size);
  return largest;
}
