import { expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { decodeImage } from './decode.ts';

it('reports that the HEIC decoder cannot be loaded, and does not blame the image', async () => {
  await cdp().send('Network.enable');
  await cdp().send('Network.setBlockedURLs', { urls: ['*/formats/heic.ts*'] });
  const heic = new Blob(['\0\0\0\x18ftypheic\0\0\0\0mif1heic']);
  try {
    await expect(decodeImage(heic)).rejects.toMatchObject({ code: 'download-failed' });
  } finally {
    await cdp().send('Network.setBlockedURLs', { urls: [] });
  }
});
