import type { Folder, Library } from '@web-clip/photos';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from './controls.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { type FolderEntry, listFolders } from './folder-list.ts';
import { counted } from './format.ts';
import { rowStyles, sheet, sheetStyles } from './sheet.ts';

/**
 * Lists the folders of the library, and lets the person remove them from it.
 *
 * @fires removed - With the {@link Folder}.
 * @fires failed - With what went wrong, after the dialog has closed.
 */
@customElement('photo-search-folders')
export class FoldersDialog extends LitElement {
  static override styles = [
    controls,
    sheetStyles,
    rowStyles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        min-height: 3.5rem;
      }

      li p {
        flex: 1 1 12rem;
        margin: 0;
      }

      .answers {
        display: flex;
        gap: 0.5rem;
      }
    `,
  ];

  /** Whether photos are being added: until that ends nothing can be removed. */
  @property({ type: Boolean }) busy = false;
  @state() private entries: readonly FolderEntry[] = [];
  /** Id of the folder that the person is asked about. */
  @state() private asked: number | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.keep') private keepButton!: HTMLButtonElement | null;
  @query('.close') private closeButton!: HTMLButtonElement;

  #library: Library | undefined;

  constructor() {
    super();
    new FocusKeeper(this, () => (this.keepButton ?? this.closeButton).focus());
  }

  /** Opens the dialog for a library. */
  async show(library: Library): Promise<void> {
    this.asked = undefined;
    this.entries = await listFolders(library);
    this.#library = library;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return sheet(
      'Folders',
      html`
        <p>
          ${
            this.busy
              ? 'Photos are being indexed. A folder can be removed when that has ended.'
              : 'A folder that is removed is not searched any more. Its files are not touched.'
          }
        </p>
        <ul>
          ${this.entries.map((entry) => html`<li>${entry.folder.id === this.asked ? this.#question(entry) : this.#entry(entry)}</li>`)}
        </ul>
      `,
    );
  }

  #entry({ folder, label, count }: FolderEntry): TemplateResult {
    return html`
      <p><bdi>${label}</bdi><span>${counted(count, 'photo')}</span></p>
      <button
        class="button small"
        aria-label="Remove ${label}"
        ?disabled=${this.busy}
        @click=${() => {
          this.asked = folder.id;
        }}
      >
        Remove
      </button>
    `;
  }

  #question({ folder, label, count }: FolderEntry): TemplateResult {
    const answer = (): void => {
      this.asked = undefined;
    };
    return html`
      <p>Remove “<bdi>${label}</bdi>” from the search?<span>${counted(count, 'photo')}; the files stay where they are.</span></p>
      <div class="answers">
        <button class="button small keep" @click=${answer}>Keep</button>
        <button class="button small" ?disabled=${this.busy} @click=${() => this.#remove(folder)}>Remove</button>
      </div>
    `;
  }

  async #remove(folder: Folder): Promise<void> {
    this.asked = undefined;
    const library = this.#library;
    if (!library) return;
    try {
      await library.removeFolder(folder.id);
      this.dispatchEvent(new CustomEvent<Folder>('removed', { detail: folder }));
      this.entries = await listFolders(library);
    } catch (error) {
      // The dialog would hide it.
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-folders': FoldersDialog;
  }
}
