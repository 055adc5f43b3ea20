import { newWorker } from '@web-clip/calls';
import type { Preparation, ResizedImage } from '../image/image-preparation.ts';
import type { ImageService } from './image-main.ts';
import workerUrl from './image-worker.ts?worker&url';
import { WorkerPool } from './worker-pool.ts';

const workers = new WorkerPool<ImageService>(() => newWorker(workerUrl, 'web-clip images'));

/** Prepares an image in one of several other workers, because this one is busy encoding. */
export const prepareImage = (blob: Blob, preparation: Preparation): Promise<ResizedImage> =>
  workers.run((service) => service.prepare(blob, preparation));
