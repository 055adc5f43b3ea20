import type { Preparation, ResizedImage } from '../image/image-preparation.ts';
import type { ImageService } from './image-main.ts';
import { WorkerPool } from './worker-pool.ts';

const workers = new WorkerPool<ImageService>(
  () =>
    new Worker(new URL('./image-worker.ts', import.meta.url), {
      type: 'module',
      name: 'web-clip pictures',
    }),
);

/** Prepares an image in one of several other workers, because this one is busy encoding. */
export const prepareImage = (blob: Blob, preparation: Preparation): Promise<ResizedImage> =>
  workers.run((service) => service.prepare(blob, preparation));
