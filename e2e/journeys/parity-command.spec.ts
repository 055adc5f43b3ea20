import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { shared, WORKSPACE } from '../workspace.ts';

const PACKS = shared('reference');

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'apps/cli/src/parity.ts', ...args], {
    cwd: WORKSPACE,
    maxBuffer: 1e8,
  });

test('every family gives the numbers of its reference library', async () => {
  test.skip(!PACKS, 'the reference packs are not here');
  test.slow();
  const { stdout } = await run(PACKS as string, '--json');
  const results = JSON.parse(stdout) as { family: string; complaints: string[]; pixelsEqual: number }[];
  expect(results.length).toBeGreaterThan(0);
  for (const { family, complaints, pixelsEqual } of results) {
    expect.soft(complaints, family).toEqual([]);
    expect.soft(pixelsEqual, family).toBe(1);
  }
});

test('the parity command says what is wrong', async () => {
  const failure = (...args: string[]) =>
    run(...args).catch((error: { code: number; stderr: string }) => error);
  expect(await failure()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('which folder of packs'),
  });
  expect(await failure('e2e')).toMatchObject({ code: 2, stderr: expect.stringContaining('manifest.json') });
});
