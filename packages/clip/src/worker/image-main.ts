import { registerTransferHandlers } from '@web-clip/calls';
import { expose, transfer } from 'comlink';
import {
  type Preparation,
  preparePicture,
  type ReadyPicture,
  transferables,
} from '../image/image-preparation.ts';
import { isHeldUp } from '../image/memory.ts';
import type { Pingable } from './worker-connection.ts';

/** The interface of a worker that prepares images. */
export class PictureService implements Pingable {
  ping(): boolean {
    return isHeldUp();
  }

  /** See {@link preparePicture}. */
  async prepare(blob: Blob, preparation: Preparation): Promise<ReadyPicture> {
    const { picture } = await preparePicture(blob, preparation, () => undefined);
    return transfer(picture, transferables(picture));
  }
}

registerTransferHandlers();
expose(new PictureService());
