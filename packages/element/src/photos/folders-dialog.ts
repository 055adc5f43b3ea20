import type { ModelSpec } from '@web-clip/clip';
import type { Folder, Library } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { around, type Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { answerRowStyles, dialogContent, dialogStyles, rowStyles } from '../ui/dialog.ts';
import { FocusKeeper } from '../ui/focus-keeper.ts';
import { showModal } from '../ui/modal.ts';
import { addButtons, type Way } from './add-buttons.ts';
import { type FolderEntry, listFolders } from './folder-list.ts';
import { kindsOf } from './left-out-text.ts';
import type { LibraryCopy } from './library-copy.ts';
import './library-copy.ts';

/** Whether to index the system folders in a folder. */
export interface SystemFoldersChoice {
  readonly folder: Folder;
  readonly systemFolders: boolean;
}

/**
 * Lists the folders of the library with what was left out of them. The user can remove folders, or add to them.
 *
 * @fires add - With `folder` or `photos`: what the user wants to choose, after the dialog has closed.
 * @fires systemfolders - With a {@link SystemFoldersChoice}, after the dialog has closed.
 * @fires importexport - With the ZIP files of an export, after the dialog has closed.
 * @fires removed - With the {@link Folder}.
 * @fires loaded - After a saved library was added.
 * @fires reported - With an error that is shown here.
 * @fires failed - With the error, after the dialog has closed.
 */
@customElement('photo-search-folders')
export class FoldersDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    rowStyles,
    answerRowStyles,
    css`
      li > p {
        flex: 1 1 12rem;
      }

      li p {
        margin: 0;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      .ways {
        margin-top: 0.75rem;
      }

      h3 {
        margin: 1.5rem 0 0.25rem;
        font-size: 1rem;
      }

      h3 + p {
        margin-bottom: 0.75rem !important;
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The current library, which may be replaced while the dialog is open; undefined if there is none. */
  @property({ attribute: false }) library: Library | undefined;
  /** Whether photos are being added. Until then nothing can be removed. */
  @property({ type: Boolean }) busy = false;
  /** Id of the current model. */
  @property() model: string | undefined;
  /** Known models, for their names. */
  @property({ attribute: false }) models: readonly ModelSpec[] = [];
  @state() private entries: readonly FolderEntry[] = [];
  /** Id of the folder whose removal the user has to confirm. */
  @state() private asked: number | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('photo-search-copy') private copy!: LibraryCopy;
  @query('.export') private exportInput!: HTMLInputElement;
  @query('.keep') private keepButton!: HTMLButtonElement | null;
  @query('.close') private closeButton!: HTMLButtonElement;

  constructor() {
    super();
    new FocusKeeper(this, () => (this.keepButton ?? this.closeButton).focus());
  }

  /** Resolves once no copy is being saved or loaded. */
  get copyFinished(): Promise<void> {
    return this.copy.done;
  }

  /** Opens the dialog. */
  async show(): Promise<void> {
    this.asked = undefined;
    await this.#list();
    showModal(this.dialog);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isOld = changed.has('library') || changed.has('busy');
    if (isOld && this.dialog.open) void this.#list().catch((error) => this.#fail(error));
  }

  async #list(): Promise<void> {
    const { library } = this;
    const entries = library && (await listFolders(library));
    // The library may have been replaced in the meantime.
    if (entries && library === this.library) this.entries = entries;
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    return dialogContent(
      strings,
      strings.folders,
      html`
        <p>
          ${
            this.entries.length === 0
              ? strings.noFolders
              : this.busy
                ? strings.foldersBusy
                : strings.foldersHint
          }
        </p>
        <ul>
          ${this.entries.map((entry) => html`<li>${entry.folder.id === this.asked ? this.#question(entry) : this.#entry(entry)}</li>`)}
        </ul>
        <div class="ways">
          ${addButtons(strings, { chooseFolder: () => this.#choose('folder'), choosePhotos: () => this.#choose('photos') })}
        </div>
        <h3>${strings.importExport}</h3>
        <p>${strings.importExportHint}</p>
        <button part="button" class="button small" ?disabled=${this.busy || !this.library} @click=${() => this.exportInput.click()}>${strings.chooseExport}</button>
        <input class="export" type="file" accept=".zip,application/zip" multiple hidden aria-label=${strings.importExport} @change=${this.#import} />
        <photo-search-copy
          exportparts="button"
          .strings=${strings}
          .library=${this.library}
          .model=${this.model}
          .models=${this.models}
          .busy=${this.busy}
          @loaded=${() => this.#loaded()}
          @reported=${({ detail }: CustomEvent<unknown>) =>
            this.dispatchEvent(new CustomEvent('reported', { detail }))}
        ></photo-search-copy>
      `,
    );
  }

  #entry({ folder, label, count }: FolderEntry): TemplateResult {
    const { strings } = this;
    const name = label(strings);
    return html`
      <div class="about">
        <p><bdi>${name}</bdi><span>${strings.photos(count)}</span></p>
        ${this.#leftOut(folder, name)}
      </div>
      <button
        part="button" class="button small"
        aria-label=${strings.removeFolder(name)}
        ?disabled=${this.busy || !this.library}
        @click=${() => {
          this.asked = folder.id;
        }}
      >
        ${strings.remove}
      </button>
    `;
  }

  #leftOut(folder: Folder, name: string): TemplateResult | typeof nothing {
    const { strings } = this;
    const { leftOut, systemFolders = false } = folder;
    const kinds = leftOut ? kindsOf(strings, leftOut.files) : [];
    const skipped = leftOut?.systemFolders ?? 0;
    const choose = (): void => {
      // Close the dialog first: it would hide the browser's permission prompt.
      this.dialog.close();
      const detail: SystemFoldersChoice = { folder, systemFolders: !systemFolders };
      this.dispatchEvent(new CustomEvent('systemfolders', { detail }));
    };
    const button = (text: string, label: string): TemplateResult => html`
      <button part="link" class="link" aria-label=${label} ?disabled=${this.busy || !this.library} @click=${choose}>${text}</button>
    `;
    return html`
      ${kinds.length > 0 ? html`<span>${strings.leftOut(kinds)}</span>` : nothing}
      ${
        systemFolders
          ? html`<span>
            ${strings.systemFoldersIndexed}
            ${button(strings.skipSystemFolders, strings.skipSystemFoldersOf(name))}
          </span>`
          : skipped > 0
            ? html`<span>
              ${strings.systemFoldersLeftOut(skipped)}
              ${button(strings.indexSystemFolders, strings.indexSystemFoldersOf(name))}
            </span>`
            : nothing
      }
    `;
  }

  #question({ folder, label, count }: FolderEntry): TemplateResult {
    const { strings } = this;
    const [before, after] = around(strings.removeQuestion);
    const answer = (): void => {
      this.asked = undefined;
    };
    return html`
      <p>${before}<bdi>${label(strings)}</bdi>${after}<span>${strings.filesStay(count)}</span></p>
      <div class="answers">
        <button part="button" class="button small keep" @click=${answer}>${strings.keep}</button>
        <button part="button" class="button small" ?disabled=${this.busy || !this.library} @click=${() => this.#remove(folder)}>${strings.remove}</button>
      </div>
    `;
  }

  /** Closes the dialog because indexing shows behind it. The browser opens its file picker during the click. */
  #choose(kind: Way['kind']): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<Way['kind']>('add', { detail: kind }));
  }

  /** Closes the dialog because indexing shows behind it. */
  readonly #import = (): void => {
    const detail = [...(this.exportInput.files ?? [])];
    // Otherwise the same files could not be chosen twice in a row.
    this.exportInput.value = '';
    if (detail.length === 0) return;
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<readonly File[]>('importexport', { detail }));
  };

  async #loaded(): Promise<void> {
    this.dispatchEvent(new Event('loaded'));
    await this.#list();
  }

  async #remove(folder: Folder): Promise<void> {
    this.asked = undefined;
    try {
      await this.library?.removeFolder(folder.id);
      this.dispatchEvent(new CustomEvent<Folder>('removed', { detail: folder }));
      await this.#list();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    // Close the dialog because it would hide the message.
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('failed', { detail: error }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-folders': FoldersDialog;
  }
}
