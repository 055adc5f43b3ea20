import { expose, transfer } from 'comlink';
import { isHeldUp } from '../image/memory.ts';
import { type Preparation, preparePicture, type ReadyPicture, transferables } from '../image/preparation.ts';
import type { Pingable } from './link.ts';
import { registerTransferHandlers } from './rpc.ts';

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
