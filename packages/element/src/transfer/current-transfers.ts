import type { Library } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { TransferEvents, TransferWork } from './transfer-work.ts';

/** What {@link CurrentTransfers} needs of its element. */
export interface CurrentTransfersContext extends TransferEvents {
  /** The current library, if it is open. */
  library(): Library | undefined;
}

/** What takes photos of the current library elsewhere. Its script is loaded when there is something to do. */
export class CurrentTransfers {
  readonly #host: ReactiveControllerHost;
  readonly #context: CurrentTransfersContext;
  /** Undefined until there is something to do. */
  work: TransferWork | undefined;

  /** @param host Updated with the work. */
  constructor(host: ReactiveControllerHost, context: CurrentTransfersContext) {
    this.#host = host;
    this.#context = context;
  }

  /** Tells of transfers of a library that were interrupted. Most visits have none. */
  async tellOf(library: Library): Promise<void> {
    const all = (await library.transfers.all().catch(() => undefined)) ?? [];
    const areInterrupted = all.some(({ state }) => state === 'unfinished' || state === 'undoing');
    if (areInterrupted || this.work) await this.open();
  }

  /** Makes ready to take photos elsewhere. */
  async open(): Promise<void> {
    const { TransferWork } = await import('./transfer-work.ts');
    const library = this.#context.library();
    if (!library) return;
    this.work ??= new TransferWork(this.#host, this.#context);
    await this.work.open(library);
  }

  /** Leaves the library. */
  close(): void {
    this.work?.close();
  }
}
