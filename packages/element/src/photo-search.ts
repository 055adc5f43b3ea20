import { type Clip, type ClipOptions, type ModelSpec, registry } from '@web-clip/clip';
import type { AddSummary, Library, Photo, PhotoSource, Query } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Controllers } from './controllers.ts';
import { dialogsView } from './dialogs-view.ts';
import type { PhotoSearchEventMap } from './events.ts';
import type { SelectionMode } from './gallery/selection.ts';
import type { Strings } from './i18n/strings.ts';
import { addKeyboard } from './keyboard.ts';
import { connected, disconnected, followAttributes, updated } from './life-cycle.ts';
import { offeredModels } from './models/offered-models.ts';
import { fromPage } from './photos/sources.ts';
import { exampleOf } from './search/example.ts';
import type { Match } from './search/match.ts';
import { styles } from './styles.ts';
import { view } from './view.ts';
import { viewActions } from './view-actions.ts';
import { viewState } from './view-state.ts';

/**
 * `<photo-search>`: indexes the user’s own photos in the browser, and searches them by text or by image.
 *
 * @cssprop --photo-search-height - Its height. Default: that of the window.
 * @cssprop --photo-search-padding - Space at its sides. Default: by the width of the window.
 * @cssprop --photo-search-font - Font family. Default: that of the system.
 * @cssprop --photo-search-radius - Radius of corners. Default: 10px.
 * @cssprop --photo-search-search-radius - Radius of the search box and of what is in it. Default: 1.5rem.
 * @cssprop --photo-search-background - Background of the element and its dialogs.
 * @cssprop --photo-search-surface - Background of buttons, of the search box, and of cards in dialogs.
 * @cssprop --photo-search-text - Text, from which the other greys are derived.
 * @cssprop --photo-search-muted - Less important text.
 * @cssprop --photo-search-line - Lines and borders.
 * @cssprop --photo-search-accent - Links, the main button, focus, progress and chosen photos.
 * @cssprop --photo-search-on-accent - Text on the accent colour.
 * @cssprop --photo-search-danger - Errors.
 * @cssprop --photo-search-tile-size - Smallest side of a photo in the grid. Photos grow to fill the row.
 * @cssprop --photo-search-tile-gap - Gap between photos. Default: 6px.
 * @cssprop --photo-search-tile-radius - Radius of their corners. Default: 5px.
 * @cssprop --photo-search-lightbox-background - Background of the lightbox, which is dark in both colour schemes.
 * @cssprop --photo-search-lightbox-text - Text of the lightbox.
 * @cssprop --photo-search-lightbox-accent - Focus in the lightbox.
 * @csspart search-bar - The search box with the buttons beside it.
 * @csspart search-box - The frame of the search box.
 * @csspart search-input - Its input.
 * @csspart chip - A filter or a term in the search box.
 * @csspart suggestion - An offer below it.
 * @csspart options - The list below it.
 * @csspart summary - The line below the search box.
 * @csspart notice - A notice.
 * @csspart error-notice - A notice that reports an error.
 * @csspart progress - Progress of indexing or of a download.
 * @csspart progress-bar - Its bar.
 * @csspart start - The screen of an empty library.
 * @csspart start-title - Its title.
 * @csspart start-text - The sentence below the title.
 * @csspart privacy - The promise of privacy there.
 * @csspart grid - The grid of photos.
 * @csspart photo - A photo in the grid.
 * @csspart chosen-photo - A photo in the grid that is chosen.
 * @csspart photo-image - Its image.
 * @csspart score - Its score.
 * @csspart check - The mark of photos that can be chosen.
 * @csspart marks - What was said of a photo in the grid.
 * @csspart copies - How many copies of a photo in the grid were found, too.
 * @csspart mark-bar - What can be done with the chosen photos.
 * @csspart video - What says that a photo is a video, and how long it is.
 * @csspart open-button - The button that opens such a photo.
 * @csspart divider - The line above the photos that are less likely to fit.
 * @csspart timeline - The months beside the photos.
 * @csspart timeline-month - The month that the pointer is at.
 * @csspart status - The line at the bottom.
 * @csspart drop - What covers the element while files are dragged over it.
 * @csspart button - Every button with a border.
 * @csspart primary-button - The most important button of a screen.
 * @csspart icon-button - Every button that is an icon.
 * @csspart link - Every link, and every button that looks like one.
 * @csspart dialog - Every dialog but the lightbox.
 * @csspart dialog-title - Its title.
 * @csspart card - A model in the list of models.
 * @csspart lightbox - The lightbox.
 * @csspart lightbox-title - The name of the photo in it.
 * @fires ready - With the `ClipInfo`, each time a model is ready to search.
 * @fires results - With the {@link SearchResults}, each time the photos shown are new.
 * @fires select - With the chosen photos, when the user has chosen others.
 * @fires error - With the `ClipError` that the user is told of. Does not bubble.
 * @fires progress - With the {@link PhotoSearchProgress} of a download or of indexing.
 */
@customElement('photo-search')
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface only gives events their types.
export class PhotoSearch extends LitElement {
  static override styles = styles;

  /** The initial model, as for `createClip`, unless the user has chosen one before. */
  @property() model = 'pocket';
  /** Where the model runs. */
  @property() device: NonNullable<ClipOptions['device']> = 'auto';
  /** Name of the library in this browser’s storage. */
  @property() name = 'photos';
  /** URL of a folder with web-clip’s files, if they are not where its scripts expect them. */
  @property() assets: string | undefined;
  /** Whether web-clip’s scripts may come from another origin than the page; see {@link ClipOptions.crossOrigin}. */
  @property({ type: Boolean, attribute: 'cross-origin' }) crossOrigin = false;
  /**
   * The models that the user can choose from. Models that have to be exported first are left out without
   * {@link modelHost}.
   */
  @property({ attribute: false }) models: readonly ModelSpec[] = [...registry.values()];
  /** URL of a model host with the layout of the Hugging Face hub, which is the default. */
  @property({ attribute: 'model-host' }) modelHost: string | undefined;
  /** URL of the folder of a sample album. Without it, none is offered. */
  @property() samples: string | undefined;
  /** URL of the licences of all software on the page. The list of models links to it, if set. */
  @property() licences: string | undefined;

  /**
   * Whether the element may use the tab’s history. Then the Back button closes what is open, in every browser.
   * Without it, the element does not touch history in browsers with close watchers, where Android’s back gesture
   * closes what is open. In browsers without close watchers, each open dialog adds a history entry anyway, with the
   * page’s own state and URL.
   */
  @property({ type: Boolean, attribute: 'owns-history' }) ownsHistory = false;

  /**
   * All that the search box says, as a text: words, and filters and terms as `parseQuery` reads them. Setting it
   * searches; see {@link PhotoSearch.search} for all other queries.
   */
  @property()
  get query(): string {
    return this.#controllers.search.written;
  }

  set query(text: string) {
    if (text !== this.#controllers.search.written) this.#controllers.search.write(text);
  }

  /**
   * How many photos the user can choose in the grid. With `none`, a click opens the photo. Otherwise it chooses the
   * photo, which each photo’s own button still opens.
   */
  @property()
  get selection(): SelectionMode {
    return this.#controllers.selection.mode;
  }

  set selection(mode: SelectionMode) {
    this.#controllers.selection.mode = mode;
  }

  /**
   * Whether people can mark photos: as favourites, with stars, labels and albums, or hide them. They choose photos for
   * that in the selection `none` too, by a button on each photo or by its key, and {@link PhotoSearch.selected} has them.
   */
  @property({ type: Boolean })
  get marks(): boolean {
    return this.#controllers.selection.isMarking;
  }

  set marks(isMarking: boolean) {
    this.#controllers.selection.isMarking = isMarking;
    void this.#controllers.marks.open(this.#controllers.library);
  }

  /**
   * The chosen photos, in the order in which they were chosen. It can be set to photos or their ids, which dispatches no
   * event; an empty array chooses none.
   */
  get selected(): readonly Photo[] {
    return this.#controllers.selection.photos;
  }

  set selected(photos: readonly (Photo | number)[]) {
    this.#controllers.selection.choose(photos, this.#controllers.search.results.matches);
    void this.#controllers.lookUpSelection();
  }

  /**
   * Texts that replace the element’s own, by name. Texts with a number or a name in them are functions. With all texts,
   * the element speaks a language that it is not shipped in.
   */
  @property({ attribute: false })
  get strings(): Partial<Strings> {
    return this.#controllers.translation.overrides;
  }

  set strings(strings: Partial<Strings>) {
    this.#controllers.translation.overrides = strings;
  }

  readonly #controllers = new Controllers(this);
  readonly #actions = viewActions(this, this.#controllers);

  constructor() {
    super();
    addKeyboard(this, this.#controllers, this.#actions);
  }

  /** The model, once it is ready; undefined while none is running or starting. */
  get clip(): Promise<Clip> | undefined {
    return this.#controllers.current.opening?.then(({ clip }) => clip);
  }

  /** The library, once it is open; undefined while none is open or opening. */
  get library(): Promise<Library> | undefined {
    return this.#controllers.current.opening?.then(({ library }) => library);
  }

  /**
   * Searches, as if the user had typed or chosen the query.
   *
   * @param query A text, an image, a photo of the library, or an embedding, as for {@link Library.search}. An empty
   *   text shows all photos.
   * @returns The photos, once they are shown.
   * @throws ClipError `disposed` if no model is running or starting, or what `Library.search` throws; an `AbortError`
   *   if another search takes the place of this one.
   */
  async search(query: Query): Promise<readonly Match[]> {
    if (typeof query === 'string') {
      if (!this.#controllers.library) await this.#controllers.open();
      return this.#controllers.search.find(query);
    }
    const library = await this.#controllers.open();
    // The library says what is wrong with it.
    if (typeof query !== 'object' || query === null) return library.search(query);
    return this.#controllers.search.find(await exampleOf(query, () => library.photos()));
  }

  /**
   * Adds photos, and shows the progress as if the user had chosen them.
   *
   * @param source As for {@link Library.add}. Call it during the event if it is dropped items.
   * @returns What was added.
   * @throws ClipError `disposed` if no model is running or starting, or what `Library.add` throws, also if the user
   *   cancels it: then an `AbortError`.
   */
  async add(source: PhotoSource): Promise<AddSummary> {
    const library = this.#controllers.library ?? (await this.#controllers.open());
    return this.#controllers.indexing.addOrThrow(library, fromPage(source));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    connected(this, this.#controllers);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    disconnected(this.#controllers);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    followAttributes(this, this.#controllers, changed);
  }

  protected override updated(): void {
    updated(this.#controllers);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { strings, language } = this.#controllers.translation;
    if (!strings) return nothing;
    const models = { all: this.models, offered: offeredModels(this.models, this.modelHost) };
    return html`
      <div class="text" lang=${language}>
        ${view(viewState(this.#controllers, strings, models.offered, this.samples !== undefined), this.#actions)}
        ${dialogsView({ strings, models, licences: this.licences }, this.#controllers, this.#actions)}
      </div>
    `;
  }
}

export interface PhotoSearch {
  /** Listens to one of the element’s own events. */
  addEventListener<Type extends keyof PhotoSearchEventMap>(
    type: Type,
    listener: (this: PhotoSearch, event: PhotoSearchEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Listens to any other event. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** Ends listening to one of the element’s own events. */
  removeEventListener<Type extends keyof PhotoSearchEventMap>(
    type: Type,
    listener: (this: PhotoSearch, event: PhotoSearchEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  /** Ends listening to any other event. */
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search': PhotoSearch;
  }
}
