import { expect, it } from 'vitest';
import { registry } from '../models/registry.ts';
import { prepareImage } from './image-preparation.ts';

it('reports any error of the browser on an image as a fault of the image', async () => {
  const canvas = new OffscreenCanvas(20, 10);
  canvas.getContext('2d')?.fillRect(0, 0, 20, 10);
  const resized = await canvas.convertToBlob({ type: 'image/png' });
  const { image: spec } = registry.get('pocket') as NonNullable<ReturnType<typeof registry.get>>;
  const cause = new DOMException('It could not be written.', 'EncodingError');
  const preparing = prepareImage(resized, { spec, exact: false, onGpu: false }, () => Promise.reject(cause));
  await expect(preparing).rejects.toMatchObject({ code: 'undecodable-image', cause });
});
