import type { CleanupDialog } from './cleanup/cleanup-dialog.ts';
import type { PhotoGrid } from './gallery/grid.ts';
import type { Lightbox } from './gallery/lightbox.ts';
import type { Timeline } from './gallery/timeline.ts';
import type { PhotoMap } from './map/photo-map.ts';
import type { AlbumsDialog } from './marks/albums-dialog.ts';
import type { MarksDialog } from './marks/marks-dialog.ts';
import type { AgreementDialog } from './models/agreement-dialog.ts';
import type { ModelsDialog } from './models/models-dialog.ts';
import type { NamedGroupsDialog } from './named-groups/named-groups-dialog.ts';
import type { FailuresDialog } from './photos/failures-dialog.ts';
import type { FoldersDialog } from './photos/folders-dialog.ts';
import type { ChipEditor } from './search/chip-editor.ts';
import type { HelpDialog } from './search/help-dialog.ts';
import type { SaveDialog } from './transfer/save-dialog.ts';

/**
 * What the element has rendered, for code that focuses, scrolls or opens it. Before the script of an inner element is
 * loaded, it has no methods.
 */
export class Rendered {
  readonly #host: HTMLElement;

  /** @param host The element. */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** The input of the search box; null while the box is not shown. */
  get words(): HTMLInputElement | null {
    return this.#maybe('.words');
  }

  /** The search box; null while it is not shown. */
  get box(): HTMLElement | null {
    return this.#maybe('.box');
  }

  /** The button of the last chip in the search box. */
  get lastChip(): HTMLButtonElement | null {
    return this.#maybe('.chip:last-of-type .edit');
  }

  /** The input that opens the browser’s picker of folders. */
  get folderInput(): HTMLInputElement {
    return this.#one('.folder-input');
  }

  /** The input that opens the browser’s picker of photos. */
  get photosInput(): HTMLInputElement {
    return this.#one('.photos-input');
  }

  /** The input that opens the browser’s picker of a picture to search by. */
  get imageInput(): HTMLInputElement {
    return this.#one('.picture-input');
  }

  /** The grid; null while no photos are shown. */
  get grid(): PhotoGrid | null {
    return this.#maybe('photo-search-grid');
  }

  /** The timeline; null while there is none. */
  get timeline(): Timeline | null {
    return this.#maybe('photo-search-timeline');
  }

  /** The lightbox; null before the first update. */
  get lightbox(): Lightbox | null {
    return this.#maybe('photo-search-lightbox');
  }

  /** The map; null before the first update. */
  get map(): PhotoMap | null {
    return this.#maybe('photo-search-map');
  }

  /** The list of models. */
  get models(): ModelsDialog {
    return this.#one('photo-search-models');
  }

  /** The question about a model’s licence. */
  get agreement(): AgreementDialog {
    return this.#one('photo-search-agreement');
  }

  /** Rating and labels of the chosen photos. */
  get marksDialog(): MarksDialog {
    return this.#one('photo-search-marks-dialog');
  }

  /** The list of things, scenes and events. */
  get namedGroups(): NamedGroupsDialog {
    return this.#one('photo-search-named-groups');
  }

  /** The list of albums. */
  get albums(): AlbumsDialog {
    return this.#one('photo-search-albums');
  }

  /** The list of folders. */
  get folders(): FoldersDialog {
    return this.#one('photo-search-folders');
  }

  /** The list of photos of the same picture or moment. */
  get cleanup(): CleanupDialog {
    return this.#one('photo-search-cleanup');
  }

  /** The editor of chips in the search box. */
  get chipEditor(): ChipEditor {
    return this.#one('photo-search-chip-editor');
  }

  /** The explanation of the search box. */
  get help(): HelpDialog {
    return this.#one('photo-search-help');
  }

  /** The list of files that could not be read. */
  get failures(): FailuresDialog {
    return this.#one('photo-search-failures');
  }

  /** The ways to take photos elsewhere. */
  get save(): SaveDialog {
    return this.#one('photo-search-save');
  }

  #maybe<Type extends Element>(selector: string): Type | null {
    return this.#host.shadowRoot?.querySelector<Type>(selector) ?? null;
  }

  /** Finds what is there from the first update on. */
  #one<Type extends Element>(selector: string): Type {
    return this.#maybe(selector) as Type;
  }
}
