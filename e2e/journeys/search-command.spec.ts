import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { SAMPLES, WORKSPACE } from '../workspace.ts';

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'apps/cli/src/search.ts', ...args], {
    cwd: WORKSPACE,
  });

test('the search command ranks a folder’s photos', async () => {
  const { stdout } = await run(
    '--photos',
    SAMPLES,
    'a penguin -car type:webp is:sqare',
    '--device',
    'wasm',
    '--limit',
    '3',
    '--json',
  );
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    query: 'a penguin -car type:webp is:sqare',
    problems: ['“is:sqare” was left out: there is no such kind. Did you mean is:square?'],
    model: 'pocket',
    backend: 'wasm',
    photos: 65,
    failed: [],
    fits: true,
  });
  expect(answer.hits).toHaveLength(3);
  expect(answer.hits[0]).toMatchObject({
    rank: 1,
    file: join(SAMPLES, 'penguin-in-snow.webp'),
    strength: 'strong',
  });
  expect(answer.hits[2].strength).toBe('weak');
  expect(answer.hits[0].score).toBeGreaterThan(answer.hits[1].score);
  expect(answer.indexing.rate).toBeGreaterThan(0);
});

test('the search command says what is wrong', async () => {
  const failure = (...args: string[]) =>
    run(...args).catch((error: { code: number; stderr: string }) => error);
  expect(await failure('words')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Name a folder of photos'),
  });
  expect(await failure('--photos', '/nowhere', 'words')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no folder'),
  });
  expect(await failure('--photos', SAMPLES, '--model', 'nope', 'words')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/There is no model “nope”\. Use one of [^\n]*\n$/),
  });
});
