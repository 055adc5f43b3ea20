import { expect, it } from 'vitest';
import { createClip } from '../index.ts';

it('rejects half-precision files on an adapter without half precision', async () => {
  await expect(createClip({ device: 'webgpu', dtype: 'fp16' })).rejects.toMatchObject({
    code: 'unsupported-dtype',
  });
});
