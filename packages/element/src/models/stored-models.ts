import type { ReactiveControllerHost } from 'lit';
import { deleteModel, type StoredModel, storedModels } from 'web-clip';
import { keepStorage, type StorageUse, storageUse } from '../storage/browser-storage.ts';
import { formatBytes } from '../ui/format.ts';

/** The models in this browser’s storage, and actions on them. */
export class StoredModels {
  readonly #host: ReactiveControllerHost;
  /** Most recently used first. */
  list: readonly StoredModel[] = [];
  /** Undefined if the browser does not report it. */
  use: StorageUse | undefined;
  /** Result of the last action, for the user. */
  notice = '';

  /** @param host Updated with the models. */
  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Reloads the list, and clears the notice. */
  async refresh(): Promise<void> {
    await this.#tell(async () => '');
  }

  /**
   * Deletes a model.
   *
   * @param model The model to delete.
   * @param name Name to show.
   */
  async delete({ id, bytes }: StoredModel, name: string): Promise<void> {
    await this.#tell(async () => {
      await deleteModel(id);
      return `${name} was deleted. That freed ${formatBytes(bytes)}.`;
    });
  }

  /** Asks the browser not to evict the stored data. */
  async keep(): Promise<void> {
    await this.#tell(async () =>
      (await keepStorage())
        ? 'The browser agreed to keep it.'
        : 'The browser did not agree. It may agree once you install this page or have used it for a few days.',
    );
  }

  /** Performs an action, reloads the list, and shows the result. */
  async #tell(work: () => Promise<string>): Promise<void> {
    try {
      this.notice = await work();
      [this.list, this.use] = await Promise.all([storedModels(), storageUse()]);
    } catch (error) {
      this.notice = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }
}
