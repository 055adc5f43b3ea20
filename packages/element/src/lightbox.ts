import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from './controls.ts';
import { fileName, formatCount } from './format.ts';
import { closeIcon, nextIcon, previousIcon, searchIcon } from './icons.ts';
import { lightboxStyles } from './lightbox-styles.ts';
import { photoDate } from './photo-date.ts';
import type { Match } from './search.ts';

/**
 * Shows one photo large, and leads to its neighbours.
 *
 * @fires similar - With the photo whose like is looked for.
 * @fires closed - With the index of the photo that was shown last; not after `similar`.
 */
@customElement('photo-search-lightbox')
export class Lightbox extends LitElement {
  static override styles = [controls, lightboxStyles];

  /** The photos to leaf through. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Where the pictures come from. */
  @property({ attribute: false }) library: Pick<Library, 'file' | 'thumbnail'> | undefined;

  @state() private match: Match | undefined;
  /** Object URL of what is shown. */
  @state() private picture: string | undefined;
  /** Whether the file itself cannot be had, or not be shown. */
  @state() private isPreview = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.close') private closeButton!: HTMLButtonElement | null;
  #index = 0;
  /** How often a photo was asked for: what earlier calls find comes too late. */
  #loads = 0;
  /** Whether what is shown is the file itself. */
  #isOriginal = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#present(undefined);
  }

  /** Opens at one of {@link items}. */
  async show(index: number): Promise<void> {
    this.#turnTo(index);
    // The focus goes to what is there when the dialog opens.
    await this.updateComplete;
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.closeButton?.focus();
  }

  /** Closes, if it is open. */
  close(): void {
    this.dialog?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // It was not there, or about to be closed, when the photo was asked for.
    if (changed.has('library') && this.match && !this.#isOriginal) void this.#load(this.match.photo.id);
    // Photos that come in while indexing runs move the one that is shown.
    const id = this.match?.photo.id;
    if (id === undefined || this.items[this.#index]?.photo.id === id) return;
    const moved = this.items.findIndex(({ photo }) => photo.id === id);
    if (moved >= 0) this.#index = moved;
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        aria-label=${this.match ? fileName(this.match.photo.path) : 'Photo'}
        @keydown=${this.#pressed}
        @close=${this.#closed}
        @click=${this.#clicked}
      >
        ${this.match ? this.#content(this.match) : nothing}
      </dialog>
    `;
  }

  #content({ photo, score }: Match): TemplateResult {
    const name = fileName(photo.path);
    return html`
      <header>
        <div class="facts" aria-live="polite">
          <h2 title=${photo.path}>${name}</h2>
          <p>
            <span>${photoDate(photo)}</span>
            <span>${formatCount(photo.width)} × ${formatCount(photo.height)} px</span>
            ${photo.raws ? html`<span>with RAW: ${photo.raws.map(({ path }) => fileName(path)).join(', ')}</span>` : nothing}
            ${score === undefined ? nothing : html`<span>score ${score.toFixed(3)}</span>`}
            ${this.isPreview ? html`<span>preview only</span>` : nothing}
          </p>
          ${
            photo.truncated
              ? html`<p class="incomplete">This photo’s file is incomplete: its end is missing.</p>`
              : nothing
          }
        </div>
        <button class="button similar" @click=${this.#similar}>${searchIcon}<span>More like this</span></button>
        <button class="icon-button close" aria-label="Close" title="Close" @click=${this.close}>
          ${closeIcon}
        </button>
      </header>
      <button
        class="icon-button previous"
        aria-label="Previous photo"
        title="Previous photo"
        aria-disabled=${this.#index === 0}
        @click=${() => this.#turnTo(this.#index - 1)}
      >
        ${previousIcon}
      </button>
      <div class="stage">
        ${
          this.picture
            ? html`<img alt=${name} width=${photo.width} height=${photo.height} src=${this.picture} />`
            : nothing
        }
      </div>
      <button
        class="icon-button next"
        aria-label="Next photo"
        title="Next photo"
        aria-disabled=${this.#index >= this.items.length - 1}
        @click=${() => this.#turnTo(this.#index + 1)}
      >
        ${nextIcon}
      </button>
    `;
  }

  #turnTo(index: number): void {
    const match = this.items[index];
    if (!match) return;
    this.#index = index;
    this.match = match;
    this.#present(undefined);
    void this.#load(match.photo.id);
  }

  /** Shows the thumbnail until the file itself has been read and decoded, which may take long or fail. */
  async #load(id: number): Promise<void> {
    const { library } = this;
    const load = ++this.#loads;
    this.isPreview = false;
    if (!library) return;
    const isCurrent = (): boolean => load === this.#loads && this.match?.photo.id === id;
    library.thumbnail(id).then(
      (blob) => {
        if (blob && isCurrent() && !this.picture) this.#present(URL.createObjectURL(blob));
      },
      () => undefined,
    );
    const file = await library.file(id).catch(() => undefined);
    const original = file && (await decodable(file));
    if (!isCurrent()) {
      if (original) URL.revokeObjectURL(original);
      return;
    }
    if (original) this.#present(original);
    else this.isPreview = true;
    this.#isOriginal = original !== undefined;
  }

  #present(url: string | undefined): void {
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = url;
    this.#isOriginal = false;
  }

  #similar(): void {
    const photo = this.match?.photo;
    if (!photo) return;
    // It closes towards another place than where it was opened.
    this.match = undefined;
    this.close();
    this.dispatchEvent(new CustomEvent<Photo>('similar', { detail: photo }));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowLeft') this.#turnTo(this.#index - 1);
    else if (event.key === 'ArrowRight') this.#turnTo(this.#index + 1);
    else return;
    event.preventDefault();
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element;
    if (target === this.dialog || target.classList.contains('stage')) this.close();
  }

  #closed(): void {
    this.#present(undefined);
    if (this.match) this.dispatchEvent(new CustomEvent<number>('closed', { detail: this.#index }));
    this.match = undefined;
  }
}

/** @returns An object URL, or undefined for a file that an `<img>` does not show, as it may be with HEIC. */
async function decodable(file: File): Promise<string | undefined> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return url;
  } catch {
    URL.revokeObjectURL(url);
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-lightbox': Lightbox;
  }
}
