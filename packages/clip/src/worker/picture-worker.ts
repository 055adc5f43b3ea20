import { expose, transfer } from 'comlink';
import { type Preparation, preparePicture, type ReadyPicture, transferables } from '../image/preparation.ts';
import { registerTransferHandlers } from './rpc.ts';

/** What a worker for pictures answers to. */
export class PictureService {
  /** See {@link preparePicture}. */
  async prepare(blob: Blob, preparation: Preparation): Promise<ReadyPicture> {
    const { picture } = await preparePicture(blob, preparation, () => undefined);
    return transfer(picture, transferables(picture));
  }
}

registerTransferHandlers();
expose(new PictureService());
