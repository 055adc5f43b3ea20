import { execFile, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { packsIn } from '@web-clip/cli/parity-run';
import { shared, WORKSPACE } from '../workspace.ts';

/** What the reference libraries answer: for tiny models of every family, and for models of larger pictures. */
const PACKS = [join(WORKSPACE, 'packages/clip/fixtures'), shared('reference')].filter(
  (each) => each !== undefined,
);

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'apps/cli/src/parity.ts', ...args], {
    cwd: WORKSPACE,
    maxBuffer: 1e8,
  });

for (const packs of PACKS) {
  test(`every family in ${basename(packs)} matches, and its row is printed as soon as it is known`, async () => {
    test.slow();
    const command = spawn(process.execPath, ['--import', 'tsx', 'apps/cli/src/parity.ts', packs], {
      cwd: WORKSPACE,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const seen: string[] = [];
    let output = '';
    for await (const chunk of command.stdout.setEncoding('utf8')) {
      output += chunk;
      seen.push(output);
    }
    expect(seen.some((part) => part.includes('fashion-clip') && !part.includes('siglip'))).toBe(true);
    const [header = '', ...rows] = output.trimEnd().split('\n');
    expect(rows).toHaveLength(packsIn(packs).length);
    for (const row of rows) {
      expect(row).toMatch(/^[\w-]+ +wasm +100 % .* pass$/);
      // Each value is below its title.
      expect(row.slice(header.indexOf('text cosine'))).toMatch(/^1\.000000 /);
      expect(row.slice(header.indexOf('device'))).toMatch(/^wasm /);
    }
  });
}

test('the parity command says what is wrong', async () => {
  const failure = (...args: string[]) =>
    run(...args).catch((error: { code: number; stderr: string }) => error);
  expect(await failure()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Name a folder of reference packs'),
  });
  expect(await failure('e2e')).toMatchObject({ code: 2, stderr: expect.stringContaining('manifest.json') });
});
