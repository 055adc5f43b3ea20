import { expect, test } from '@playwright/test';
import { files } from '../faults/files.ts';

test('damaged, lying and exploding image files are searchable or listed, and leave nothing behind', async () => {
  // Each kind once.
  const { checks } = await files({ count: 43, seed: 1, report: () => undefined });
  for (const { what, found, holds } of checks) expect(holds, `${what}: ${found}`).toBe(true);
});
