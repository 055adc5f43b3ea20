import { registerTransferHandlers } from '@web-clip/calls';
import { isHeldUp } from '@web-clip/images';
import { expose, transfer } from 'comlink';
import {
  type Preparation,
  prepareImage,
  type ResizedImage,
  transferables,
} from '../image/image-preparation.ts';
import type { Pingable } from './worker-connection.ts';

/** The interface of a worker that prepares images. */
export class ImageService implements Pingable {
  ping(): boolean {
    return isHeldUp();
  }

  /** See {@link prepareImage}. */
  async prepare(blob: Blob, preparation: Preparation): Promise<ResizedImage> {
    const { resized } = await prepareImage(blob, preparation, () => undefined);
    return transfer(resized, transferables(resized));
  }
}

registerTransferHandlers();
expose(new ImageService());
