import type { CopyProgress, Library } from '@web-clip/photos';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ModelSpec } from 'web-clip';
import { messageOf } from '../session/session.ts';
import { controls } from '../ui/controls.ts';
import { counted, formatCount } from '../ui/format.ts';
import { loadedText } from './copy-text.ts';

/**
 * Saves a library as one file, and loads a saved one.
 *
 * @fires loaded - After photos were added.
 */
@customElement('photo-search-copy')
export class LibraryCopy extends LitElement {
  static override styles = [
    controls,
    css`
      h3 {
        margin: 1.5rem 0 0.25rem;
        font-size: 1rem;
      }

      p {
        margin: 0.25rem 0 0.75rem;
        color: var(--muted);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      [role='status'] {
        margin: 0.6rem 0 0;
      }

      [role='status']:empty {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) library: Library | undefined;
  /** Id of the current model, which is stored in the file. */
  @property() model: string | undefined;
  /** Known models, for their names. */
  @property({ attribute: false }) models: readonly ModelSpec[] = [];
  /** Whether photos are being added. Until then nothing can be loaded. */
  @property({ type: Boolean }) busy = false;
  @state() private said = '';
  @state() private working = false;
  @query('input') private input!: HTMLInputElement;
  /** Resolves once nothing is being saved or loaded. */
  done: Promise<void> = Promise.resolve();

  protected override render(): TemplateResult {
    return html`
      <h3>Copy of the library</h3>
      <p>
        One file with your whole index, as a backup or for another browser or device. It contains small previews of
        your photos, not the photos themselves.
      </p>
      <div class="ways">
        <button class="button small" aria-disabled=${this.working} @click=${this.#save}>Save a copy</button>
        <button class="button small" aria-disabled=${this.working || this.busy} @click=${this.#choose}>
          Load a copy
        </button>
      </div>
      <p role="status">${this.said}</p>
      <input type="file" accept=".zip,application/zip" hidden aria-label="A saved library" @change=${this.#load} />
    `;
  }

  readonly #choose = (): void => {
    if (!this.working && !this.busy) this.input.click();
  };

  readonly #save = (): void =>
    this.#work(async (library) => {
      const settings = this.model ? { model: this.model } : {};
      const file = await library.export({
        settings,
        onProgress: (progress) => this.#tell('Saving', progress),
      });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `photo-search-${new Date().toISOString().slice(0, 10)}.zip`;
      link.click();
      // Keep the URL until the browser has started to read it.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.said = 'The copy is in your downloads.';
    });

  readonly #load = (): void =>
    this.#work(async (library) => {
      const file = this.input.files?.[0];
      // Otherwise the same file could not be chosen twice in a row.
      this.input.value = '';
      if (!file) return;
      const summary = await library.import(file, {
        onProgress: (progress) => this.#tell('Loading', progress),
      });
      const { model } = summary.settings;
      const other = model === this.model ? undefined : model;
      this.said = loadedText(summary, this.models.find(({ id }) => id === other)?.name ?? other);
      this.dispatchEvent(new Event('loaded'));
    });

  /** Runs one task at a time. */
  #work(work: (library: Library) => Promise<void>): void {
    if (this.library && !this.working) this.done = this.#do(work, this.library);
  }

  /** Errors are shown here, where the user is looking. */
  async #do(work: (library: Library) => Promise<void>, library: Library): Promise<void> {
    this.working = true;
    try {
      await work(library);
    } catch (error) {
      this.said = messageOf(error);
    } finally {
      this.working = false;
    }
  }

  #tell(what: string, { done, total }: CopyProgress): void {
    this.said = `${what}: ${formatCount(done)} of ${counted(total, 'photo')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-copy': LibraryCopy;
  }
}
