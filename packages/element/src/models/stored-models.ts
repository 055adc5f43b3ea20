import { deleteModel, type StoredModel, storedModels } from '@web-clip/clip';
import type { ReactiveControllerHost } from 'lit';
import type { Message } from '../i18n/strings.ts';
import { messageOf } from '../session/session.ts';
import { keepStorage, type StorageUse, storageUse } from '../storage/browser-storage.ts';

/** The models in this browser’s storage, and actions on them. */
export class StoredModels {
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: unknown) => void;
  /** Most recently used first. */
  list: readonly StoredModel[] = [];
  /** Undefined if the browser does not report it. */
  use: StorageUse | undefined;
  /** Result of the last action, for the user. */
  notice: Message | undefined;

  /**
   * @param host Updated with the models.
   * @param failed Called with each error, of which the user is told.
   */
  constructor(host: ReactiveControllerHost, failed: (error: unknown) => void) {
    this.#host = host;
    this.#failed = failed;
  }

  /** Reloads the list, and clears the notice. */
  async refresh(): Promise<void> {
    await this.#tell(async () => undefined);
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
      return ({ modelDeleted }) => modelDeleted(name, bytes);
    });
  }

  /** Asks the browser not to evict the stored data. */
  async keep(): Promise<void> {
    await this.#tell(async () => {
      const isKept = await keepStorage();
      return ({ storageAgreed, storageRefused }) => (isKept ? storageAgreed : storageRefused);
    });
  }

  /** Performs an action, reloads the list, and shows the result. */
  async #tell(work: () => Promise<Message | undefined>): Promise<void> {
    try {
      this.notice = await work();
      [this.list, this.use] = await Promise.all([storedModels(), storageUse()]);
    } catch (error) {
      this.notice = messageOf(error);
      this.#failed(error);
    }
    this.#host.requestUpdate();
  }
}
