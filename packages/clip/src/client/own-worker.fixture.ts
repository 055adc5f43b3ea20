import { createClip } from '../index.ts';

/** A worker of a page that uses web-clip itself. */
addEventListener('message', async ({ data: texts }: MessageEvent<string[]>) => {
  const clip = await createClip({ device: 'wasm', weights: { assets: '/' } });
  const { count, dimension } = await clip.embedTexts(texts);
  clip.dispose();
  postMessage([count, dimension]);
});
