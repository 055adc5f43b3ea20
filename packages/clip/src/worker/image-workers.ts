import type { Preparation, ReadyPicture } from '../image/image-preparation.ts';
import type { PictureService } from './image-main.ts';
import { WorkerPool } from './worker-pool.ts';

const workers = new WorkerPool<PictureService>(
  () =>
    new Worker(new URL('./image-worker.ts', import.meta.url), {
      type: 'module',
      name: 'web-clip pictures',
    }),
);

/** Prepares an image in one of several other workers, because this one is busy encoding. */
export const preparePicture = (blob: Blob, preparation: Preparation): Promise<ReadyPicture> =>
  workers.run((service) => service.prepare(blob, preparation));
