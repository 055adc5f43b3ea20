import { expect, it } from 'vitest';
import { reserveQuota } from './quota.ts';

it('reserves space only for bytes not yet stored', async () => {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  const most = Math.floor((quota - usage) * 0.6);
  const keep = await reserveQuota(most);
  await expect(reserveQuota(most)).rejects.toMatchObject({ code: 'storage-full' });
  keep(most / 10);
  const keepMore = await reserveQuota(most);
  keepMore(0);
  keep(quota);
  // All of this file's bytes have arrived; only the end is missing.
  (await reserveQuota(0))(0);
  keep(0);
});
