import type { ModelSpec } from '@web-clip/clip';
import type { Library } from '@web-clip/photos';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Message, Strings } from '../i18n/strings.ts';
import { messageOf } from '../session/session.ts';
import { controls } from '../ui/controls.ts';
import { download, nameOfToday } from '../ui/download.ts';
import { loadedText } from './copy-text.ts';

/**
 * Saves a library as one file, and loads a saved one.
 *
 * @fires loaded - After photos were added.
 * @fires reported - With an error that is shown here.
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

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) library: Library | undefined;
  /** Id of the current model, which is stored in the file. */
  @property() model: string | undefined;
  /** Known models, for their names. */
  @property({ attribute: false }) models: readonly ModelSpec[] = [];
  /** Whether photos are being added. Until then nothing can be loaded. */
  @property({ type: Boolean }) busy = false;
  @state() private said: Message | undefined;
  @state() private working = false;
  @query('input') private input!: HTMLInputElement;
  /** Resolves once nothing is being saved or loaded. */
  done: Promise<void> = Promise.resolve();

  protected override render(): TemplateResult {
    const { strings } = this;
    return html`
      <h3>${strings.copy}</h3>
      <p>${strings.copyHint}</p>
      <div class="ways">
        <button part="button" class="button small" aria-disabled=${this.working} @click=${this.#save}>${strings.saveCopy}</button>
        <button part="button" class="button small" aria-disabled=${this.working || this.busy} @click=${this.#choose}>
          ${strings.loadCopy}
        </button>
      </div>
      <p role="status">${this.said?.(strings)}</p>
      <input type="file" accept=".zip,application/zip" hidden aria-label=${strings.savedLibrary} @change=${this.#load} />
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
        onProgress: ({ done, total }) => this.#say(({ savingCopy }) => savingCopy(done, total)),
      });
      download(file, nameOfToday('photo-search', 'zip'));
      this.#say(({ copySaved }) => copySaved);
    });

  readonly #load = (): void =>
    this.#work(async (library) => {
      const file = this.input.files?.[0];
      // Otherwise the same file could not be chosen twice in a row.
      this.input.value = '';
      if (!file) return;
      const summary = await library.import(file, {
        onProgress: ({ done, total }) => this.#say(({ loadingCopy }) => loadingCopy(done, total)),
      });
      const { model } = summary.settings;
      const other = model === this.model ? undefined : model;
      const name = this.models.find(({ id }) => id === other)?.name ?? other;
      this.#say((strings) => loadedText(strings, summary, name));
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
      this.#say(messageOf(error));
      this.dispatchEvent(new CustomEvent('reported', { detail: error }));
    } finally {
      this.working = false;
    }
  }

  #say(said: Message): void {
    this.said = said;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-copy': LibraryCopy;
  }
}
