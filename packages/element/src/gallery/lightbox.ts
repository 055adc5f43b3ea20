import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { type Done, doneView } from '../marks/done-view.ts';
import { type MarkKey, markKeyOf } from '../marks/mark-keys.ts';
import type { MarkRequest } from '../marks/marking.ts';
import type { PhotoMarks } from '../marks/photo-marks.ts';
import type { Match } from '../search/match.ts';
import { controls } from '../ui/controls.ts';
import { fileName } from '../ui/format.ts';
import { historyKeyOf } from '../ui/history-keys.ts';
import { showModal } from '../ui/modal.ts';
import { Announcer } from './announcer.ts';
import { FullScreen } from './full-screen.ts';
import { arrow } from './lightbox-arrow.ts';
import { lightboxDetails, loadDetails } from './lightbox-details.ts';
import { lightboxHeader } from './lightbox-header.ts';
import { actionOf, type LightboxKeys } from './lightbox-keys.ts';
import { lightboxStyles } from './lightbox-styles.ts';
import { lightboxTools, type ToolActions } from './lightbox-tools.ts';
import type { MarkedPhoto, PhotoPick } from './photo-events.ts';
import type { PhotoStage } from './photo-stage.ts';
import { type PictureSource, Pictures } from './pictures.ts';
import type { SelectionMode } from './selection.ts';
import { SlideShow } from './slide-show.ts';
import type { StagedPhoto } from './stage-slide.ts';
import { videoSlot } from './video-slot.ts';
import { ViewTurns } from './view-turns.ts';
import './photo-stage.ts';

/**
 * Shows one photo large, with navigation to its neighbours.
 *
 * @fires similar - With the photo to find similar ones to.
 * @fires addtosearch - With the photo to search by as well.
 * @fires closed - With the index of the photo that was shown last; not after the other two.
 * @fires pick - With a {@link PhotoPick}: the photo that the user chose, or stopped choosing.
 * @fires mark - With a {@link MarkedPhoto}: what the user said of the photo shown.
 * @fires said - With a `MarkRequest`: rating and labels of the photo shown.
 * @fires undo - When the user undoes the last action.
 * @fires redo - When the user does it again.
 * @fires help - When the user asks for the keys.
 */
@customElement('photo-search-lightbox')
export class Lightbox extends LitElement {
  static override styles = [controls, lightboxStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The photos to page through. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Source of the images. */
  @property({ attribute: false }) library: (PictureSource & Pick<Library, 'placeAt'>) | undefined;
  /** Language of the texts, as a BCP 47 tag. */
  @property() language = 'en';
  /** Whether photos can be chosen. */
  @property() selection: SelectionMode = 'none';
  /** Ids of the chosen photos. */
  @property({ attribute: false }) chosen: ReadonlySet<number> = new Set();
  /** What was said of the photos; undefined if they cannot be marked. */
  @property({ attribute: false }) marks: PhotoMarks | undefined;
  /** What was done last, in words. */
  @property({ attribute: false }) done: Done | undefined;

  @state() private match: Match | undefined;
  /** Whether the details of the photo are shown. It stays so from photo to photo. */
  @state() private hasDetails = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.frame') private frame!: HTMLElement | null;
  @query('.close') private closeButton!: HTMLButtonElement | null;
  @query('photo-search-stage') private stage!: PhotoStage | null;
  readonly #pictures = new Pictures(() => {
    this.requestUpdate();
    this.#sharpen();
  });
  readonly #turns = new ViewTurns();
  readonly #announcer = new Announcer(this);
  readonly #fullScreen = new FullScreen(this, () => this.frame);
  readonly #slideShow = new SlideShow(this, {
    isShown: () => this.#isSettled,
    advance: () => {
      this.#turnTo((this.#index + 1) % this.items.length);
      this.stage?.fadeIn();
    },
  });
  #index = 0;
  /** What was done before the photo was shown, and is not told any more. */
  #told: Done | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
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
    if (changed.has('library')) {
      // When the photo was requested, there was no library, or it was about to close.
      this.#pictures.source = this.library;
    }
    // The user may just have chosen its folder again.
    if (changed.has('items')) this.#pictures.retry();
    // Photos that are added while indexing runs move the current one.
    const id = this.match?.photo.id;
    if (id === undefined || this.items[this.#index]?.photo.id === id) return;
    const moved = this.items.findIndex(({ photo }) => photo.id === id);
    if (moved >= 0) this.#index = moved;
  }

  protected override updated(): void {
    if (!this.match) return;
    const near = [this.match, this.items[this.#index + 1], this.items[this.#index - 1]];
    const photos = near.flatMap((match) => match?.photo ?? []);
    this.#pictures.want(photos);
    this.marks?.want(
      'lightbox',
      photos.map(({ id }) => id),
    );
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="lightbox"
        aria-label=${this.match ? fileName(this.match.photo.path) : this.strings.photo}
        @keydown=${this.#pressed}
        @close=${this.#closed}
      >
        <div class="frame" @click=${this.#clicked}>
          ${this.match ? this.#content(this.match) : nothing}
          ${this.match && this.hasDetails ? this.#details(this.match) : nothing}
          ${this.#announcer.region}
          <div class="done" aria-live="polite">${this.match && this.done && this.done !== this.#told ? doneView(this.strings, this.done, () => this.dispatchEvent(new Event('undo'))) : nothing}</div>
        </div>
      </dialog>
    `;
  }

  #content(match: Match): TemplateResult {
    const { strings, stage } = this;
    const { photo } = match;
    const tools = lightboxTools(
      strings,
      {
        isChosen: this.#canChoose ? this.chosen.has(photo.id) : undefined,
        marks: this.marks && (this.marks.of(photo.id) ?? {}),
        isVideo: photo.video !== undefined,
        isZoomed: stage?.isZoomed ?? false,
        hasDetails: this.hasDetails,
        slideShow: this.items.length > 1 ? this.#slideShow : undefined,
        isFullScreen: this.#fullScreen.isPossible ? this.#fullScreen.isOn : undefined,
      },
      this.#tools,
    );
    const { lack } = this.#pictures.of(photo);
    return html`
      ${lightboxHeader(strings, match, lack, !this.#slideShow.isPlaying, tools, this.#header)}
      ${arrow('previous', strings.previousPhoto, this.#index > 0, () => this.#step(-1))}
      <photo-search-stage
        .photo=${this.#staged(photo)}
        .previous=${this.#staged(this.items[this.#index - 1]?.photo)}
        .next=${this.#staged(this.items[this.#index + 1]?.photo)}
        @turn=${(event: CustomEvent<number>) => this.#step(event.detail)}
        @dismiss=${this.close}
        @zoom=${this.#zoomed}
      ></photo-search-stage>
      ${videoSlot(match, this.library)}
      ${stage?.isZoomed ? html`<p class="percent" aria-hidden="true">${strings.zoom(Math.round(stage.percent))}</p>` : nothing}
      ${arrow('next', strings.nextPhoto, this.#index < this.items.length - 1, () => this.#step(1))}
    `;
  }

  #details({ photo }: Match): TemplateResult {
    const { strings, library, language, marks } = this;
    const said = (detail: MarkRequest): void => void this.dispatchEvent(new CustomEvent('said', { detail }));
    return lightboxDetails(strings, photo, { library, language, marks, said });
  }

  #staged(photo: Photo | undefined): StagedPhoto | undefined {
    if (!photo) return undefined;
    const { id, path, width, height } = photo;
    const turn = this.#turns.of(photo);
    return { id, name: fileName(path), width, height, turn, ...this.#pictures.of(photo) };
  }

  get #canChoose(): boolean {
    return this.selection !== 'none' || this.marks !== undefined;
  }

  #mark(mark: MarkKey): void {
    if (!this.match || !this.marks) return;
    const detail: MarkedPhoto = { index: this.#index, mark };
    const hides = mark === 'hidden' && !this.marks.of(this.match.photo.id)?.hidden;
    this.dispatchEvent(new CustomEvent('mark', { detail }));
    // A photo that is hidden leaves the list.
    if (!hides) return;
    if (this.items.length < 2) this.close();
    else this.#step(this.#index < this.items.length - 1 ? 1 : -1);
  }

  /** Whether the photo is shown as well as it can be. */
  get #isSettled(): boolean {
    const { fitted, lack } = this.match ? this.#pictures.of(this.match.photo) : {};
    return (fitted ?? lack) !== undefined;
  }

  #turnTo(index: number): void {
    const match = this.items[index];
    if (!match) return;
    this.#index = index;
    this.match = match;
    this.#told = this.done;
    this.#slideShow.restart();
  }

  #step(step: number): void {
    this.#turnTo(this.#index + step);
  }

  readonly #zoomed = (): void => {
    this.requestUpdate();
    const { stage, match, strings } = this;
    if (!stage || !match) return;
    this.#sharpen();
    if (stage.isZoomed) this.#slideShow.pause();
    this.#announcer.say(stage.isZoomed ? strings.zoom(Math.round(stage.percent)) : strings.wholePhoto);
  };

  /** Gets all pixels once those of the screen are not enough. */
  #sharpen(): void {
    if (this.match && this.stage?.isZoomed) void this.#pictures.sharpen(this.match.photo, this.stage.pixels);
  }

  async #rotate(quarters: 1 | -1): Promise<void> {
    if (!this.match || this.match.photo.video) return;
    const { photo } = this.match;
    this.#turns.turn(photo, quarters);
    this.requestUpdate();
    // A turned photo is no longer enlarged, which would be announced instead.
    await this.updateComplete;
    await this.stage?.updateComplete;
    this.#announcer.say(this.strings.rotated(this.#turns.of(photo) * 90));
  }

  readonly #header = {
    similar: (): void => this.#search('similar'),
    addToSearch: (): void => this.#search('addtosearch'),
    close: (): void => this.close(),
  };

  readonly #tools: ToolActions = {
    choose: () => {
      if (!this.#canChoose || !this.match) return;
      const detail: PhotoPick = { index: this.#index, extend: false };
      this.dispatchEvent(new CustomEvent('pick', { detail }));
    },
    mark: (mark) => this.#mark(mark),
    rotate: (quarters) => void this.#rotate(quarters),
    toggleSlideShow: () => {
      if (this.items.length < 2) return;
      this.#slideShow.toggle();
      const { slideShow, slideShowPaused } = this.strings;
      this.#announcer.say(this.#slideShow.isPlaying ? slideShow : slideShowPaused);
    },
    toggleDetails: () => {
      this.hasDetails = !this.hasDetails;
      loadDetails(this.marks);
    },
    toggleZoom: () => {
      if (!this.match?.photo.video) this.stage?.toggleZoom();
    },
    toggleFullScreen: () => void this.#fullScreen.toggle(),
  };

  readonly #keys: LightboxKeys = {
    ...this.#tools,
    step: (by) => this.#step(by),
    showHelp: () => this.dispatchEvent(new Event('help')),
  };

  #search(type: 'similar' | 'addtosearch'): void {
    const photo = this.match?.photo;
    if (!photo) return;
    // The lightbox does not return to the photo from which it was opened.
    this.match = undefined;
    this.close();
    this.dispatchEvent(new CustomEvent<Photo>(type, { detail: photo }));
  }

  #pressed(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
    const history = this.marks && historyKeyOf(event);
    const mark = this.marks && markKeyOf(event);
    if (history) this.dispatchEvent(new Event(history));
    else if (mark !== undefined) this.#mark(mark);
    if (history || mark !== undefined) event.preventDefault();
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const isMirrored = getComputedStyle(this).direction === 'rtl';
    if (!this.match?.photo.video && this.stage?.press(event.key)) event.preventDefault();
    const act = event.defaultPrevented ? undefined : actionOf(event.key, isMirrored, this.#keys);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #clicked(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.close();
  }

  #closed(): void {
    this.#release();
    if (this.match) this.dispatchEvent(new CustomEvent<number>('closed', { detail: this.#index }));
    this.match = undefined;
  }

  #release(): void {
    this.#slideShow.stop();
    void this.#fullScreen.leave();
    this.#pictures.end();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-lightbox': Lightbox;
  }
}
