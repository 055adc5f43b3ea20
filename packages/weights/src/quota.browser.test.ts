import { expect, it } from 'vitest';
import { setAside } from './quota.ts';

it('sets room aside for what is yet to be stored, and no more', async () => {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  const most = Math.floor((quota - usage) * 0.6);
  const keep = await setAside(most);
  await expect(setAside(most)).rejects.toMatchObject({ code: 'storage-full' });
  keep(most / 10);
  const keepMore = await setAside(most);
  keepMore(0);
  keep(quota);
  // All of this file's bytes have arrived; only the end is missing.
  (await setAside(0))(0);
  keep(0);
});
