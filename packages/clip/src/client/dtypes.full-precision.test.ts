import { expect, it } from 'vitest';
import { createClip } from '../index.ts';

it('refuses files in half precision where the adapter does not compute in it', async () => {
  await expect(createClip({ device: 'webgpu', dtype: 'fp16' })).rejects.toMatchObject({
    code: 'unsupported-dtype',
  });
});
