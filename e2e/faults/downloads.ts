import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { openModules } from '../modules.ts';
import { WORKSPACE } from '../workspace.ts';
import { type DownloadPlan, downloadPlan } from './download-plan.ts';
import { largeModel, VISION } from './large-model.ts';
import { hostModel, type ModelHost } from './model-host.ts';
import type { Outcome, SuiteOptions } from './outcome.ts';
import { Random } from './random.ts';
import { mostRepeated } from './repeated-bytes.ts';
import type { Fault } from './send.ts';
import { newProfile, openBrowser, withSite } from './site.ts';
import { storedWeights } from './stored-weights.ts';

const REPOSITORY = 'someone/some-clip';
const FILES = `${REPOSITORY}/resolve/main/`;
const TEXT = 'onnx/text_model_quantized.onnx';
/** This file is sent compressed. */
const TOKENIZER = 'tokenizer.json';

/** Bytes that one interruption may repeat: a chunk as stored, and the contents of network buffers. */
const CHUNK = 8 * 1024 * 1024;
const BUFFERS = 4 * 1024 * 1024;

/** Time for sent bytes to leave the network's buffers. */
const ARRIVAL_MS = 500;

/**
 * Downloads a model from hosts that cut, corrupt, redirect, refuse and forget, and closes the page now and then,
 * until the download completes. Then starts the model once more, when nothing may be requested from the host.
 */
export async function downloads({ count, seed, report }: SuiteOptions): Promise<Outcome> {
  const folder = largeModel();
  const sizes = new Map([VISION, TEXT].map((path) => [path, sizeOf(folder, path)]));
  sizes.set(TOKENIZER, gzipSync(readFileSync(join(folder, TOKENIZER))).length);
  const random = new Random(seed);
  const plans = Array.from({ length: count }, () => downloadPlan(sizes, random));
  const { profile, remove } = newProfile();
  const results: Result[] = [];
  try {
    await withSite(async (site) => {
      const browser = await openBrowser(profile);
      const page = browser.pages()[0] ?? (await browser.newPage());
      const right = await reference(page, site);
      for (const plan of plans) {
        results.push(await once(page, site, folder, plan, right));
        report(`${results.length} of ${count} downloads`);
      }
      await browser.close();
    });
  } finally {
    remove();
    rmSync(folder, { recursive: true });
  }
  const sum = (of: (result: Result) => number): number =>
    results.reduce((total, each) => total + of(each), 0);
  const failures = results.flatMap(({ failure }, i) => (failure ? [`Download ${i + 1}: ${failure}`] : []));
  const repeated = Math.max(...results.map((result) => result.repeated));
  const requests = sum((result) => result.offlineRequests);
  const faults = results.flatMap((result) => result.faults);
  const codes = [...new Set(results.flatMap(({ errors }) => errors.map(([code]) => code)))];
  return {
    suite: 'downloads',
    title: `${count} downloads, ${faults.length} faults (${kindsOf(faults)}), ${sum(({ closed }) => closed)} pages closed in the middle`,
    failures,
    checks: [
      {
        what: 'downloads that end with the right model',
        found: `${count - failures.length} of ${count}`,
        holds: failures.length === 0,
      },
      {
        what: 'files with wrong bytes that were kept',
        found: String(sum((result) => result.wrong)),
        holds: sum((result) => result.wrong) === 0,
      },
      {
        what: 'most that one interruption repeats (a chunk is 8.4 MB, and buffers hold some)',
        found: `${(repeated / 1e6).toFixed(1)} MB`,
        holds: repeated <= CHUNK + BUFFERS,
      },
      {
        what: 'errors in between are clear ones',
        found: codes.join(', ') || 'none',
        holds: codes.every((code) => ['download-failed', 'invalid-model'].includes(code)),
      },
      { what: 'requests once the model is stored', found: String(requests), holds: requests === 0 },
    ],
  };
}

interface Result {
  /** Faults that took effect. */
  faults: readonly Fault[];
  /** Number of pages closed during a response. */
  closed: number;
  /** The history of a download with a wrong result. */
  failure: string | undefined;
  wrong: number;
  repeated: number;
  offlineRequests: number;
  /** Code and message of errors along the way. */
  errors: readonly ClipFailure[];
}

/** @returns The number of faults of each kind. */
function kindsOf(faults: readonly Fault[]): string {
  const counts = new Map<string, number>();
  for (const fault of faults) {
    const kind = typeof fault === 'number' ? 'cut' : typeof fault === 'object' ? 'stall' : fault;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, number]) => `${number} ${kind}`).join(', ');
}

async function once(
  page: Page,
  site: string,
  folder: string,
  plan: DownloadPlan,
  expected: readonly number[],
): Promise<Result> {
  const host = await hostModel(REPOSITORY, folder, plan);
  let stall: Fault | undefined;
  for (const [path, faults] of plan.faults) {
    const left = [...faults];
    host.misbehave(`${FILES}${path}`, () => left.shift() ?? (path === VISION ? stall : undefined));
  }
  let closed = 0;
  for (const share of plan.closings) {
    stall = { stall: share };
    const stalled = (): boolean => host.injected.some((fault) => fault === stall);
    await openModules(page, site);
    let ended = false;
    const loading = load(page, host)
      .catch(() => undefined)
      .finally(() => {
        ended = true;
      });
    // Close the page only after the host has paused and everything sent has arrived. Otherwise it could not have been
    // stored.
    while (!ended && !stalled()) await sleep(5);
    if (!ended) await sleep(ARRIVAL_MS);
    closed += Number(stalled());
    await page.goto('about:blank');
    await loading;
  }
  stall = undefined;
  const errors: ClipFailure[] = [];
  let answer: Answer | undefined;
  for (let attempt = 0; attempt < 5 && !answer?.embedding; attempt++) {
    await openModules(page, site);
    answer = await load(page, host);
    if (answer.error) errors.push(answer.error);
  }
  const repeated = Math.max(
    ...[...plan.faults.keys()].map((path) =>
      mostRepeated(
        host.sent.filter((each) => each.path === path),
        sizeOf(folder, path),
      ),
    ),
  );
  const hashes = new Map([...plan.faults.keys()].map((path) => [path, sha256(join(folder, path))]));
  const stored = await storedWeights(page, `${host.url}${FILES}`);
  const wrong = [...stored].filter(([path, hash]) => (hashes.get(path) ?? hash) !== hash).length;
  host.requests.length = 0;
  await openModules(page, site);
  const again = await load(page, host);
  const offlineRequests = host.requests.length;
  await page.evaluate((id) => window.webClip.deleteModel(id), REPOSITORY);
  await host.close();
  const same = (found: readonly number[] | undefined): boolean =>
    found?.every((value, i) => Math.abs(value - (expected[i] ?? 0)) < 1e-5) ?? false;
  const right = same(answer?.embedding) && same(again.embedding);
  return {
    faults: host.injected,
    closed,
    failure: right ? undefined : JSON.stringify({ ...plan, faults: [...plan.faults], errors, again }),
    wrong,
    repeated,
    offlineRequests,
    errors,
  };
}

/** Code and message. */
type ClipFailure = readonly [code: string, message: string];

interface Answer {
  /** The embeddings of an image and a text, concatenated. */
  embedding?: number[];
  error?: ClipFailure;
}

/** Starts the model from a host, and runs both encoders. */
function load(page: Page, { url }: ModelHost): Promise<Answer> {
  return page.evaluate(
    async ({ url, model }) => {
      const { createClip, isClipError } = window.webClip;
      let clip: Awaited<ReturnType<typeof createClip>> | undefined;
      try {
        clip = await createClip({ model, device: 'wasm', weights: { host: url } });
        await clip.prefetch();
        const [image, text] = [
          await clip.embedImages([new ImageData(64, 48)]),
          await clip.embedTexts(['a dog']),
        ];
        return { embedding: [...image.data, ...text.data] };
      } catch (error) {
        return { error: isClipError(error) ? [error.code, error.message] : ['', String(error)] };
      } finally {
        clip?.dispose();
      }
    },
    { url, model: REPOSITORY },
  );
}

/** The bundled model's result. */
async function reference(page: Page, site: string): Promise<number[]> {
  const host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
  await openModules(page, site);
  const { embedding, error } = await load(page, host);
  await page.evaluate((id) => window.webClip.deleteModel(id), REPOSITORY);
  await host.close();
  if (!embedding) throw new Error(`The bundled model does not start: ${error?.[1]}`);
  return embedding;
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

const sizeOf = (folder: string, path: string): number => statSync(join(folder, path)).size;
