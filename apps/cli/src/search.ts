import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Strength } from '@web-clip/photos';
import type { Page } from 'playwright';
import { withPage } from './page.ts';
import { WORKSPACE } from './serve.ts';

const USAGE = `npm run search -- --photos DIR "query" [--limit N] [--model ID] [--device webgpu|wasm] [--json]

  query          words, and terms and filters as in the search box: a dog -snow in:2019
  --photos DIR   the folder of photos, with its subfolders
  --limit N      most hits to show; 10 by default
  --model ID     pocket (the bundled one), owner/name of a repository, or a URL
  --device D     webgpu or wasm; automatic by default
  --json         one JSON object instead of a table`;

/** The page's result. */
interface Answer {
  model: string;
  backend: string;
  dtype: string;
  reason: string;
  photos: number;
  failed: { file: string; reason: string }[];
  /** Seconds that indexing took, including the start of the model, and photos per second. */
  indexing: { seconds: number; rate: number };
  /** Milliseconds from the query to its hits. */
  queryMilliseconds: number;
  /** Parts of the query that were left out, and why. */
  problems: string[];
  /** Whether something fits; absent if that is not known. */
  fits?: boolean;
  /** `taken` is the date in ISO 8601, if one is known. */
  hits: { rank: number; score: number; strength?: Strength; file: string; taken?: string }[];
}

interface Question {
  words: string;
  limit: number;
  model: string;
  device: 'auto' | 'webgpu' | 'wasm';
}

const { question, photos, json } = readArguments();
const started = performance.now();
const answer = await ask(photos, question).catch((error: unknown) => {
  // The first line of a page's error is the message, after Playwright's own words.
  const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
  console.error(`\n${message.replace(/^page\.\w+: (\w+: )?/, '')}`);
  process.exit(1);
});
const seconds = (performance.now() - started) / 1000;
if (json) console.log(JSON.stringify({ query: question.words, ...answer, seconds: round(seconds) }, null, 2));
else print(answer);

function readArguments(): { question: Question; photos: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        photos: { type: 'string' },
        limit: { type: 'string', default: '10' },
        model: { type: 'string', default: 'pocket' },
        device: { type: 'string', default: 'auto' },
        json: { type: 'boolean', default: false },
      },
    });
    const { model, device } = values;
    const words = positionals.join(' ');
    const limit = Number(values.limit);
    if (!values.photos || !words) throw new Error('Name a folder of photos and what to search for.');
    if (!Number.isInteger(limit) || limit < 1)
      throw new Error(`--limit is ${values.limit}, but must be at least 1.`);
    if (device !== 'auto' && device !== 'webgpu' && device !== 'wasm')
      throw new Error(`--device is ${device}, but must be webgpu or wasm.`);
    // npm runs scripts in the workspace, but the user may be in another folder.
    const folder = resolve(process.env.INIT_CWD ?? '.', values.photos);
    if (!existsSync(folder) || !statSync(folder).isDirectory())
      throw new Error(`There is no folder ${folder}.`);
    return { question: { words, limit, model, device }, photos: folder, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function ask(folder: string, question: Question): Promise<Answer> {
  const answer = await withPage(async (page) => {
    page.on('console', (message) => {
      if (message.type() === 'info') process.stderr.write(`\r${message.text()}`);
    });
    await page.setInputFiles('input', folder);
    return inPage(page, question);
  });
  process.stderr.write('\n');
  const absolute = (file: string): string => join(folder, file);
  return {
    ...answer,
    failed: answer.failed.map(({ file, reason }) => ({ file: absolute(file), reason })),
    hits: answer.hits.map((hit) => ({ ...hit, file: absolute(hit.file) })),
  };
}

/** Runs the built modules, as any page would. */
function inPage(page: Page, question: Question): Promise<Answer> {
  return page.evaluate(async ({ words, limit, model, device }) => {
    const modules = new URL('web-clip/', location.href).href;
    const { createClip } = (await import(`${modules}index.js`)) as typeof import('@web-clip/clip');
    const { openLibrary, parseQuery } = (await import(
      `${modules}photos.js`
    )) as typeof import('@web-clip/photos');
    const files = document.querySelector('input')?.files as FileList;
    const start = performance.now();
    const clip = await createClip({ model, device });
    const library = await openLibrary({ clip });
    const { embedded } = await library.add(files, {
      onProgress: ({ phase, done, total, rate }) =>
        console.info(`${phase} ${done} of ${total} photos, ${rate.toFixed(1)} a second `),
    });
    const seconds = (performance.now() - start) / 1000;
    const asked = performance.now();
    const { terms, filters, problems } = parseQuery(words);
    const { fits, hits } = await library.search({ terms, filters, limit });
    const queryMilliseconds = performance.now() - asked;
    const info = await clip.info();
    return {
      model: info.model.id,
      backend: info.backend,
      dtype: info.dtype,
      reason: info.reason,
      photos: (await library.status()).photos,
      failed: (await library.failures()).map(({ path, failure }) => ({
        file: path,
        reason: failure?.message ?? '',
      })),
      indexing: { seconds: Number(seconds.toFixed(2)), rate: Number((embedded / seconds).toFixed(2)) },
      queryMilliseconds: Math.round(queryMilliseconds),
      problems: problems.map(
        ({ kind, text, meant }) =>
          `“${text}” was left out: ${kind === 'value' ? 'it has no value' : `there is no such ${kind}`}.${meant ? ` Did you mean ${meant}?` : ''}`,
      ),
      ...(fits !== undefined && { fits }),
      hits: hits.map(({ photo, score, strength }, i) => ({
        rank: i + 1,
        score: Number(score.toFixed(4)),
        ...(strength && { strength }),
        file: photo.path,
        ...(photo.taken !== undefined && { taken: new Date(photo.taken).toISOString() }),
      })),
    };
  }, question);
}

function print({
  model,
  backend,
  dtype,
  reason,
  photos,
  failed,
  indexing,
  queryMilliseconds,
  problems,
  fits,
  hits,
}: Answer): void {
  console.log(`${model} (${dtype}) on ${backend}: ${reason}`);
  console.log(
    `${photos} photos in ${indexing.seconds} s, ${indexing.rate} a second; the query took ${queryMilliseconds} ms.`,
  );
  if (photos === 0) console.log('There are no photos in the folder.');
  for (const { file, reason } of failed) console.log(`not indexed: ${file}: ${reason}`);
  for (const problem of problems) console.log(problem);
  if (fits === false && hits.length > 0) console.log('Nothing here looks like that; these come nearest:');
  for (const { rank, score, strength = '', file } of hits) {
    console.log(
      `${String(rank).padStart(4)}  ${score.toFixed(3)}  ${strength.padEnd(6)}  ${file.replace(WORKSPACE, '')}`,
    );
  }
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
