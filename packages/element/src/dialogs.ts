import type { ModelSpec } from '@web-clip/clip';
import type { Library, Photo } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { ModelsDialog } from './models/models-dialog.ts';
import type { Rendered } from './rendered.ts';
import type { Chip } from './search/box-query.ts';

/**
 * Opens the dialogs, the lightbox and the map. The script of each is loaded when it is opened for the first time, so
 * every method rejects if that fails.
 */
export class Dialogs {
  readonly #host: ReactiveControllerHost;
  readonly #rendered: Rendered;

  /** @param host Renders the dialogs. */
  constructor(host: ReactiveControllerHost, rendered: Rendered) {
    this.#host = host;
    this.#rendered = rendered;
  }

  /** Opens the editor of a chip. */
  async editChip(chip: Chip): Promise<void> {
    await import('./search/chip-editor.ts');
    await this.#rendered.chipEditor.show(chip);
  }

  /** Explains the search box and the keys. */
  async showHelp(): Promise<void> {
    await import('./search/help-dialog.ts');
    await this.#rendered.help.updateComplete;
    this.#rendered.help.show();
  }

  /** Opens the list of models, at the one with this id, if it is given. */
  showModels(id?: string): Promise<void> {
    return this.#withModels((dialog) => dialog.show(id));
  }

  /** Opens the list of models at what is stored of them. */
  showStored(): Promise<void> {
    return this.#withModels((dialog) => dialog.showStored());
  }

  /** Opens rating and labels of photos. */
  async showMarks(photos: readonly number[]): Promise<void> {
    await import('./marks/marks-dialog.ts');
    await this.#rendered.marksDialog.updateComplete;
    this.#rendered.marksDialog.show(photos);
  }

  /** Opens the list of albums. */
  async showAlbums(): Promise<void> {
    await import('./marks/albums-dialog.ts');
    await this.#rendered.albums.updateComplete;
    await this.#rendered.albums.show();
  }

  /** Lists things, scenes and events. */
  async showNamedGroups(): Promise<void> {
    await import('./named-groups/named-groups-dialog.ts');
    // Wait until the dialog knows a library that has just been opened.
    await this.#host.updateComplete;
    await this.#rendered.namedGroups.updateComplete;
    await this.#rendered.namedGroups.show();
  }

  /** Opens the list of folders. */
  async showFolders(): Promise<void> {
    await import('./photos/folders-dialog.ts');
    // Wait until the dialog knows a library that has just been opened.
    await this.#host.updateComplete;
    await this.#rendered.folders.updateComplete;
    await this.#rendered.folders.show();
  }

  /** Lists photos of the same picture or moment. */
  async showCleanup(): Promise<void> {
    await import('./cleanup/cleanup-dialog.ts');
    // Wait until the dialog knows a library that has just been opened.
    await this.#host.updateComplete;
    await this.#rendered.cleanup.updateComplete;
    await this.#rendered.cleanup.show();
  }

  /** Lists the files that could not be read. */
  async showFailures(library: Library): Promise<void> {
    await import('./photos/failures-dialog.ts');
    await this.#rendered.failures.updateComplete;
    this.#rendered.failures.show(await library.failures());
  }

  /** Opens the lightbox at a photo. */
  async openPhoto(index: number): Promise<void> {
    await import('./gallery/lightbox.ts');
    await this.#rendered.lightbox?.updateComplete;
    await this.#rendered.lightbox?.show(index);
  }

  /** Closes the lightbox, if it is open. */
  closePhoto(): void {
    // It has no methods before it is opened for the first time.
    this.#rendered.lightbox?.close?.();
  }

  /** Opens the map. */
  async showMap(): Promise<void> {
    await import('./map/photo-map.ts');
    await this.#rendered.map?.updateComplete;
    await this.#rendered.map?.show();
  }

  /** Opens the ways to take these photos elsewhere. */
  async savePhotos(photos: readonly Photo[]): Promise<void> {
    await import('./transfer/save-dialog.ts');
    await this.#rendered.save.updateComplete;
    await this.#rendered.save.show(photos);
  }

  /**
   * Asks the user to agree to a model’s licence.
   *
   * @returns Whether they do; undefined if they did not answer.
   */
  async askToAgree(model: ModelSpec): Promise<boolean | undefined> {
    await import('./models/agreement-dialog.ts');
    return this.#rendered.agreement.ask(model);
  }

  /** Resolves once no copy of the library is being saved or loaded. */
  async copyFinished(): Promise<void> {
    // It has no getter before it is opened for the first time.
    return this.#rendered.folders.copyFinished;
  }

  async #withModels(show: (dialog: ModelsDialog) => unknown): Promise<void> {
    await import('./models/models-dialog.ts');
    await this.#rendered.models.updateComplete;
    await show(this.#rendered.models);
  }
}
