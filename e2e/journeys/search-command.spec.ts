import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { SAMPLES, WORKSPACE } from '../workspace.ts';

const run = (...args: string[]) =>
  promisify(execFile)('npx', ['tsx', 'apps/cli/src/search.ts', ...args], { cwd: WORKSPACE });

test('the search command ranks a folder’s photos', async () => {
  const { stdout } = await run('--photos', SAMPLES, 'a penguin', '--limit', '3', '--json');
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    query: 'a penguin',
    model: 'pocket',
    backend: 'wasm',
    photos: 65,
    failed: [],
  });
  expect(answer.hits).toHaveLength(3);
  expect(answer.hits[0]).toMatchObject({ rank: 1, file: `${SAMPLES}/penguin-in-snow.webp` });
  expect(answer.hits[0].score).toBeGreaterThan(answer.hits[1].score);
  expect(answer.indexing.rate).toBeGreaterThan(0);
});

test('the search command says what is wrong', async () => {
  const failure = (...args: string[]) =>
    run(...args).catch((error: { code: number; stderr: string }) => error);
  expect(await failure('words')).toMatchObject({ code: 2, stderr: expect.stringContaining('which folder') });
  expect(await failure('--photos', '/nowhere', 'words')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no folder'),
  });
});
