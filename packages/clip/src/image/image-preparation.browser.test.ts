import { expect, it } from 'vitest';
import { registry } from '../models/registry.ts';
import { preparePicture } from './image-preparation.ts';

it('takes whatever the browser throws over a picture for a fault of the picture', async () => {
  const canvas = new OffscreenCanvas(20, 10);
  canvas.getContext('2d')?.fillRect(0, 0, 20, 10);
  const picture = await canvas.convertToBlob({ type: 'image/png' });
  const { image: spec } = registry.get('pocket') as NonNullable<ReturnType<typeof registry.get>>;
  const cause = new DOMException('It could not be written.', 'EncodingError');
  const preparing = preparePicture(picture, { spec, exact: false, onGpu: false }, () =>
    Promise.reject(cause),
  );
  await expect(preparing).rejects.toMatchObject({ code: 'undecodable-image', cause });
});
