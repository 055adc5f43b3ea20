import type { Library } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** How far from the visible part thumbnails are loaded. */
const MARGIN = '400px';

/** The thumbnail of a photo, which is only in memory while it is visible, or nearly. The text beside it names the photo. */
@customElement('photo-search-group-thumbnail')
export class GroupThumbnail extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      overflow: hidden;
      background: var(--empty);
    }

    img {
      width: 100%;
      height: 100%;
      object-fit: contain;
    }
  `;

  /** Where the thumbnail comes from. */
  @property({ attribute: false }) library: Pick<Library, 'thumbnail'> | undefined;
  /** Id of the photo. */
  @property({ type: Number }) photo: number | undefined;
  @state() private url: string | undefined;
  readonly #visibility = new IntersectionObserver(
    (entries) => this.#see(entries.at(-1)?.isIntersecting ?? false),
    // In browsers that do not know it, thumbnails come when they are visible.
    { scrollMargin: MARGIN } as IntersectionObserverInit,
  );
  #isNear = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#visibility.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#visibility.disconnect();
    this.#see(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('photo') || changed.has('library')) this.#see(this.#isNear);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.url ? html`<img alt="" draggable="false" src=${this.url} />` : nothing;
  }

  #see(isNear: boolean): void {
    this.#isNear = isNear;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = undefined;
    if (isNear) void this.#load();
  }

  async #load(): Promise<void> {
    const { library, photo } = this;
    if (!library || photo === undefined) return;
    // Without a thumbnail, its place stays empty.
    const thumbnail = await library.thumbnail(photo).catch(() => undefined);
    if (!thumbnail || !this.#isNear || this.url || photo !== this.photo) return;
    this.url = URL.createObjectURL(thumbnail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-group-thumbnail': GroupThumbnail;
  }
}
