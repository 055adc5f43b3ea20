import type { ReactiveControllerHost } from 'lit';
import { deleteModel, type StoredModel, storedModels } from 'web-clip';
import { keepStorage, type StorageUse, storageUse } from './browser-storage.ts';
import { formatBytes } from './format.ts';

/** The models in this browser’s storage, and what the person does with them. */
export class StoredModels {
  readonly #host: ReactiveControllerHost;
  /** The one that was used last comes first. */
  list: readonly StoredModel[] = [];
  /** Undefined where the browser does not say. */
  use: StorageUse | undefined;
  /** What has come of the last step, for the person. */
  news = '';

  /** @param host Is updated with them. */
  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Looks anew, and forgets the news. */
  async refresh(): Promise<void> {
    await this.#tell(async () => '');
  }

  /**
   * Deletes one.
   *
   * @param model Which.
   * @param name What to call it.
   */
  async delete({ id, bytes }: StoredModel, name: string): Promise<void> {
    await this.#tell(async () => {
      await deleteModel(id);
      return `${name} is deleted, which frees ${formatBytes(bytes)}.`;
    });
  }

  /** Asks the browser not to clear its storage by itself. */
  async keep(): Promise<void> {
    await this.#tell(async () =>
      (await keepStorage())
        ? 'The browser has agreed.'
        : 'The browser has not agreed. It may once you have installed this page, or come back to it for some days.',
    );
  }

  /** Does something, looks at what there is then, and tells what has come of it. */
  async #tell(work: () => Promise<string>): Promise<void> {
    try {
      this.news = await work();
      [this.list, this.use] = await Promise.all([storedModels(), storageUse()]);
    } catch (error) {
      this.news = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }
}
