import type { Frame, Library, Photo } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

/** Keys with which the browser’s controls work. */
const PLAYER_KEYS: ReadonlySet<string> = new Set([
  ' ',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

/** A moment later, so that rounding does not lead to the frame before, in seconds. */
const ROUNDING = 0.001;

/**
 * Plays a video from the second that was found, without its sound at first. It plays at once unless the user prefers
 * reduced motion. If the file cannot be read or played, there is nothing to see.
 */
@customElement('photo-search-video')
export class VideoPlayer extends LitElement {
  static override styles = css`
    :host {
      grid-area: 2 / 2;
      z-index: 1;
      display: grid;
      place-items: center;
      min-width: 0;
      min-height: 0;
      margin-bottom: max(1rem, env(safe-area-inset-bottom, 0px));
    }

    :host([unplayable]) {
      display: none;
    }

    video {
      max-width: 100%;
      max-height: 100%;
      background: #000;
    }

    @media (max-width: 40rem) {
      :host {
        grid-area: 2 / 1 / 3 / -1;
        margin: 0;
      }
    }
  `;

  @property({ attribute: false }) photo: Photo | undefined;
  /** Where to begin. Default: at the beginning. */
  @property({ attribute: false }) frame: Frame | undefined;
  /** Where the file is read from. */
  @property({ attribute: false }) library: Pick<Library, 'file'> | undefined;
  /** What the video is called. */
  @property() name = '';

  /** Set if there is nothing to play. */
  @property({ type: Boolean, reflect: true }) unplayable = true;
  @state() private url: string | undefined;
  @query('video') private video!: HTMLVideoElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('photo');
    const isOther = changed.has('photo') && before?.id !== this.photo?.id;
    // The library may have been closed, or the user may have chosen the folder again.
    if (isOther || (changed.has('library') && !this.url)) void this.#open();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.url) return nothing;
    return html`<video
      controls
      playsinline
      preload="auto"
      .muted=${true}
      aria-label=${this.name}
      src=${this.url}
      @loadedmetadata=${this.#start}
      @error=${this.#release}
      @keydown=${this.#pressed}
    ></video>`;
  }

  async #open(): Promise<void> {
    this.#release();
    const { photo, library } = this;
    if (!photo || !library) return;
    const file = await library.file(photo.id).catch(() => undefined);
    if (!file || this.photo?.id !== photo.id || !this.isConnected) return;
    this.url = URL.createObjectURL(file);
    this.unplayable = false;
  }

  #start(): void {
    const { video, frame } = this;
    if (!video) return;
    // A file with sound only, as far as this browser understands it.
    if (video.videoWidth === 0) {
      this.#release();
      return;
    }
    if (frame) video.currentTime = Math.min(frame.second + ROUNDING, video.duration || frame.second);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // It may be refused; the controls still start it.
    void video.play().catch(() => undefined);
  }

  /** The arrows would also turn to the next photo. */
  #pressed(event: KeyboardEvent): void {
    if (PLAYER_KEYS.has(event.key)) event.stopPropagation();
  }

  #release(): void {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = undefined;
    this.unplayable = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-video': VideoPlayer;
  }
}
