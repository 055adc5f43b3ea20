import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { controls } from '../ui/controls.ts';
import { fileName } from '../ui/format.ts';
import {
  addToSearchIcon,
  closeIcon,
  infoIcon,
  nextIcon,
  previousIcon,
  searchIcon,
  zoomInIcon,
  zoomOutIcon,
} from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';
import { lightboxStyles } from './lightbox-styles.ts';
import { photoDate } from './photo-date.ts';
import type { PhotoStage, StagedPhoto } from './photo-stage.ts';
import { Thumbnails } from './thumbnails.ts';
import './photo-stage.ts';

/** Reasons why only a preview is shown. */
const PREVIEWS = {
  unreachable: 'previewOfUnreachable',
  undecodable: 'previewOfUndecodable',
} as const;

/** Number of previews to keep: the visible ones, and a few that were shown last. */
const PREVIEWS_KEPT = 12;

/**
 * Shows one photo large, with navigation to its neighbours.
 *
 * @fires similar - With the photo to find similar ones to.
 * @fires addtosearch - With the photo to search by as well.
 * @fires closed - With the index of the photo that was shown last; not after the other two.
 */
@customElement('photo-search-lightbox')
export class Lightbox extends LitElement {
  static override styles = [controls, lightboxStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The photos to page through. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Source of the images. */
  @property({ attribute: false }) library: Pick<Library, 'file' | 'thumbnail' | 'placeAt'> | undefined;
  /** Language of the texts, as a BCP 47 tag. */
  @property() language = 'en';

  @state() private match: Match | undefined;
  /** Object URL of the full image, once it is decoded. */
  @state() private original: string | undefined;
  /** Why only a preview is shown. */
  @state() private lack: keyof typeof PREVIEWS | undefined;
  /** Whether the details of the photo are shown. It stays so from photo to photo. */
  @state() private hasDetails = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.close') private closeButton!: HTMLButtonElement | null;
  @query('photo-search-stage') private stage!: PhotoStage | null;
  #previews: Thumbnails | undefined;
  #index = 0;
  /** Number of loads. Results of earlier loads are ignored. */
  #loads = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#present(undefined);
    this.#forgetPreviews();
  }

  /** Opens at one of {@link items}. */
  async show(index: number): Promise<void> {
    this.#turnTo(index);
    // Opening the dialog focuses what it contains at that time.
    await this.updateComplete;
    if (this.dialog.matches(':modal')) return;
    showModal(this.dialog);
    this.closeButton?.focus();
  }

  /** Closes, if it is open. */
  close(): void {
    this.dialog?.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // When the photo was requested, there was no library, or it was about to close.
    if (changed.has('library')) {
      this.#forgetPreviews();
      if (this.match && !this.original) void this.#load(this.match.photo.id);
    }
    // The user may just have chosen its folder again.
    if (changed.has('items') && this.match && this.lack === 'unreachable')
      void this.#load(this.match.photo.id);
    // Photos that are added while indexing runs move the current one.
    const id = this.match?.photo.id;
    if (id === undefined || this.items[this.#index]?.photo.id === id) return;
    const moved = this.items.findIndex(({ photo }) => photo.id === id);
    if (moved >= 0) this.#index = moved;
  }

  protected override updated(): void {
    if (!this.match || !this.library) return;
    const { library } = this;
    this.#previews ??= new Thumbnails(
      (id) => library.thumbnail(id),
      () => this.requestUpdate(),
      PREVIEWS_KEPT,
    );
    const near = [this.match, this.items[this.#index + 1], this.items[this.#index - 1]];
    this.#previews.want(near.flatMap((match) => match?.photo.id ?? []));
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="lightbox"
        aria-label=${this.match ? fileName(this.match.photo.path) : this.strings.photo}
        @keydown=${this.#pressed}
        @close=${this.#closed}
        @click=${this.#clicked}
      >
        ${this.match ? this.#content(this.match) : nothing}
        ${this.match && this.hasDetails ? this.#details(this.match) : nothing}
      </dialog>
    `;
  }

  #content({ photo, score, strength }: Match): TemplateResult {
    const { strings } = this;
    const name = fileName(photo.path);
    const isZoomed = this.stage?.isZoomed ?? false;
    return html`
      <header>
        <div class="facts" aria-live="polite">
          <h2 part="lightbox-title" title=${photo.path}><bdi>${name}</bdi></h2>
          <p>
            <span>${photoDate(strings, photo)}</span>
            <span>${strings.pixels(photo.width, photo.height)}</span>
            ${photo.raws ? html`<span>${strings.withRaw(photo.raws.map(({ path }) => fileName(path)))}</span>` : nothing}
            ${score === undefined ? nothing : html`<span title=${strings.score(score)}>${strength ? strings.strength(strength) : strings.score(score)}</span>`}
          </p>
          ${photo.truncated ? html`<p class="incomplete">${strings.incomplete}</p>` : nothing}
          ${this.lack ? html`<p>${strings[PREVIEWS[this.lack]]}</p>` : nothing}
        </div>
        <button part="button" class="button similar" @click=${this.#similar}>${searchIcon}<span>${strings.moreLikeThis}</span></button>
        <button part="icon-button" class="icon-button add" aria-label=${strings.addToSearch} title=${strings.addToSearch} @click=${this.#addToSearch}>${addToSearchIcon}</button>
        <button
          part="icon-button" class="icon-button info"
          aria-label=${strings.details}
          title="${strings.details} (i)"
          aria-expanded=${this.hasDetails}
          aria-keyshortcuts="i"
          @click=${this.#toggleDetails}
        >
          ${infoIcon}
        </button>
        <button
          part="icon-button" class="icon-button zoom"
          aria-label=${isZoomed ? strings.zoomOut : strings.zoomIn}
          title=${isZoomed ? strings.zoomOut : strings.zoomIn}
          @click=${() => this.stage?.toggleZoom()}
        >
          ${isZoomed ? zoomOutIcon : zoomInIcon}
        </button>
        <button part="icon-button" class="icon-button close" aria-label=${strings.close} title=${strings.close} @click=${this.close}>
          ${closeIcon}
        </button>
      </header>
      <button
        part="icon-button" class="icon-button previous"
        aria-label=${strings.previousPhoto}
        title=${strings.previousPhoto}
        aria-disabled=${this.#index === 0}
        @click=${() => this.#turnTo(this.#index - 1)}
      >
        ${previousIcon}
      </button>
      <photo-search-stage
        .photo=${this.#staged(photo, this.original)}
        .previous=${this.#staged(this.items[this.#index - 1]?.photo)}
        .next=${this.#staged(this.items[this.#index + 1]?.photo)}
        @turn=${(event: CustomEvent<number>) => this.#turnTo(this.#index + event.detail)}
        @dismiss=${this.close}
        @zoom=${() => this.requestUpdate()}
      ></photo-search-stage>
      <button
        part="icon-button" class="icon-button next"
        aria-label=${strings.nextPhoto}
        title=${strings.nextPhoto}
        aria-disabled=${this.#index >= this.items.length - 1}
        @click=${() => this.#turnTo(this.#index + 1)}
      >
        ${nextIcon}
      </button>
    `;
  }

  #details({ photo }: Match): TemplateResult {
    const { strings } = this;
    return html`
      <aside aria-label=${strings.details} tabindex="0">
        <photo-search-details
          .strings=${strings}
          .photo=${photo}
          .library=${this.library}
          language=${this.language}
        ></photo-search-details>
      </aside>
    `;
  }

  #toggleDetails(): void {
    this.hasDetails = !this.hasDetails;
    // Few people look for details, and fewer for a map.
    void import('./photo-details.ts');
  }

  #staged(photo: Photo | undefined, src?: string): StagedPhoto | undefined {
    if (!photo) return undefined;
    const { id, path, width, height } = photo;
    return { id, name: fileName(path), width, height, src: src ?? this.#previews?.url(id) };
  }

  #turnTo(index: number): void {
    const match = this.items[index];
    if (!match) return;
    this.#index = index;
    this.match = match;
    this.lack = undefined;
    this.#present(undefined);
    void this.#load(match.photo.id);
  }

  /** Reads and decodes the full image, which may take long or fail. Until then the preview is shown. */
  async #load(id: number): Promise<void> {
    const { library } = this;
    const load = ++this.#loads;
    if (!library) return;
    const isCurrent = (): boolean => load === this.#loads && this.match?.photo.id === id;
    const file = await library.file(id).catch(() => undefined);
    const original = file && (await decodable(file));
    if (!isCurrent()) {
      if (original) URL.revokeObjectURL(original);
      return;
    }
    if (original) this.#present(original);
    this.lack = original ? undefined : file ? 'undecodable' : 'unreachable';
  }

  #present(url: string | undefined): void {
    if (this.original) URL.revokeObjectURL(this.original);
    this.original = url;
  }

  #forgetPreviews(): void {
    this.#previews?.end();
    this.#previews = undefined;
  }

  #similar(): void {
    this.#search('similar');
  }

  #addToSearch(): void {
    this.#search('addtosearch');
  }

  #search(type: 'similar' | 'addtosearch'): void {
    const photo = this.match?.photo;
    if (!photo) return;
    // The lightbox does not return to the photo from which it was opened.
    this.match = undefined;
    this.close();
    this.dispatchEvent(new CustomEvent<Photo>(type, { detail: photo }));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (this.stage?.press(event.key)) event.preventDefault();
    if (event.defaultPrevented) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      this.#turnTo(this.#index + (event.key === forward ? 1 : -1));
    } else if (event.key === 'i') this.#toggleDetails();
    else return;
    event.preventDefault();
  }

  #clicked(event: MouseEvent): void {
    if (event.target === this.dialog) this.close();
  }

  #closed(): void {
    this.#present(undefined);
    this.#forgetPreviews();
    if (this.match) this.dispatchEvent(new CustomEvent<number>('closed', { detail: this.#index }));
    this.match = undefined;
  }
}

/** @returns An object URL, or undefined if an `<img>` cannot show the file, for example a HEIC. */
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
