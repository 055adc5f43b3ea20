import { type Clip, ClipError, type ClipOptions, type ModelSpec, registry } from '@web-clip/clip';
import type { AddSummary, Folder, Library, Photo, PhotoSource, Query } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { dispatch, type PhotoSearchEventMap, type PhotoSearchProgress } from './events.ts';
import type { PhotoGrid } from './gallery/grid.ts';
import type { Lightbox } from './gallery/lightbox.ts';
import { Selection, type SelectionMode } from './gallery/selection.ts';
import { Thumbnails } from './gallery/thumbnails.ts';
import type { Timeline } from './gallery/timeline.ts';
import type { Strings } from './i18n/strings.ts';
import { Translation } from './i18n/translation.ts';
import { WordedError } from './i18n/worded-error.ts';
import type { Nearby, PhotoMap } from './map/photo-map.ts';
import type { AgreementDialog } from './models/agreement-dialog.ts';
import { CurrentModel } from './models/current-model.ts';
import type { ModelsDialog } from './models/models-dialog.ts';
import { offeredModels } from './models/offered-models.ts';
import type { Way } from './photos/add-buttons.ts';
import type { FailuresDialog } from './photos/failures-dialog.ts';
import { hasFolderPicker } from './photos/folder-access.ts';
import { FolderOffers } from './photos/folder-offers.ts';
import type { FolderWatch } from './photos/folder-watch.ts';
import type { FoldersDialog, SystemFoldersChoice } from './photos/folders-dialog.ts';
import { Indexing } from './photos/indexing.ts';
import { PhotoCount } from './photos/photo-count.ts';
import { fromPage, Sources } from './photos/sources.ts';
import { withChanged } from './search/box-query.ts';
import type { ChipEdit, ChipEditor } from './search/chip-editor.ts';
import { exampleOf, photosLike, photosLikeFile } from './search/example.ts';
import type { HelpDialog } from './search/help-dialog.ts';
import type { Match } from './search/match.ts';
import { SearchBar } from './search/search-bar.ts';
import { ErrorState } from './session/error-state.ts';
import type { Session } from './session/session.ts';
import { keepStorage } from './storage/browser-storage.ts';
import { styles } from './styles.ts';
import { DropTarget, pictureIn } from './ui/drop.ts';
import { FocusKeeper } from './ui/focus-keeper.ts';
import { backStack } from './ui/modal.ts';
import { OnScreenKeyboard } from './ui/on-screen-keyboard.ts';
import { DIALOG_PARTS } from './ui/parts.ts';
import { Shortcuts } from './ui/shortcuts.ts';
import { type ViewActions, view } from './view.ts';

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
 * @fires error - With the {@link ClipError} that the user is told of. Does not bubble.
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
    return this.#search.written;
  }

  set query(text: string) {
    if (text !== this.#search.written) this.#search.write(text);
  }

  /**
   * How many photos the user can choose in the grid. With `none`, a click opens the photo. Otherwise it chooses the
   * photo, which each photo’s own button still opens.
   */
  @property()
  get selection(): SelectionMode {
    return this.#selection.mode;
  }

  set selection(mode: SelectionMode) {
    this.#selection.mode = mode;
  }

  /**
   * The chosen photos, in the order in which they were chosen. It can be set to photos or their ids, which dispatches no
   * event; an empty array chooses none.
   */
  get selected(): readonly Photo[] {
    return this.#selection.photos;
  }

  set selected(photos: readonly (Photo | number)[]) {
    this.#selection.choose(photos, this.#search.matches);
    void this.#lookUpSelection();
  }

  /**
   * Texts that replace the element’s own, by name. Texts with a number or a name in them are functions. With all texts,
   * the element speaks a language that it is not shipped in.
   */
  @property({ attribute: false })
  get strings(): Partial<Strings> {
    return this.#translation.overrides;
  }

  set strings(strings: Partial<Strings>) {
    this.#translation.overrides = strings;
  }

  /** Number of times that files were chosen. */
  @state() private choices = 0;
  @query('.words') private words!: HTMLInputElement | null;
  @query('.box') private box!: HTMLElement | null;
  @query('.chip:last-of-type .edit') private lastChip!: HTMLButtonElement | null;
  @query('.folder-input') private folderInput!: HTMLInputElement;
  @query('.photos-input') private photosInput!: HTMLInputElement;
  @query('.picture-input') private imageInput!: HTMLInputElement;
  @query('photo-search-map') private map!: PhotoMap | null;
  @query('photo-search-timeline') private timeline!: Timeline | null;
  @query('photo-search-grid') private grid!: PhotoGrid | null;
  @query('photo-search-lightbox') private lightbox!: Lightbox | null;
  @query('photo-search-models') private modelsDialog!: ModelsDialog;
  @query('photo-search-agreement') private agreement!: AgreementDialog;
  @query('photo-search-folders') private folders!: FoldersDialog;
  @query('photo-search-chip-editor') private chipEditor!: ChipEditor;
  @query('photo-search-help') private help!: HelpDialog;
  @query('photo-search-failures') private failures!: FailuresDialog;

  readonly #translation = new Translation(this);
  readonly #errorState = new ErrorState(this, (error) => dispatch(this, 'error', error));
  readonly #selection = new Selection(this);
  readonly #count = new PhotoCount(this);
  readonly #offers = new FolderOffers(this);
  readonly #bar = this.#newSearchBar();
  readonly #search = this.#bar.search;
  /** The last progress of indexing, until the page has been told that nothing is being added any more. */
  #shown: PhotoSearchProgress | undefined;
  readonly #indexing = new Indexing(this, {
    progressed: (progress) => {
      this.#shown = progress;
      dispatch(this, 'progress', progress);
    },
    advanced: () => this.#refreshSoon(),
    finished: () => {
      this.#refresh();
      void this.#watchFolders();
      if (this.#shown) dispatch(this, 'progress', { ...this.#shown, phase: 'done' });
      this.#shown = undefined;
    },
    added: ({ sample }) => {
      if (!sample) void keepStorage();
    },
    foundNothing: (empty) => this.#errorState.report(new WordedError('unreadable-file', empty)),
    failed: (error) => this.#errorState.report(error),
  });
  readonly #sources = new Sources(
    { openFolders: () => this.folderInput.click(), openPhotos: () => this.photosInput.click() },
    this.#indexing,
    this.#offers,
  );
  #watch: FolderWatch | undefined;
  readonly #current = new CurrentModel(
    this,
    { errorState: this.#errorState, sources: this.#sources, offers: this.#offers },
    {
      ask: async (model) => {
        // The dialog does not exist before the first update, which draws nothing before the texts are there.
        await this.#translation.ready;
        await this.updateComplete;
        await import('./models/agreement-dialog.ts');
        return this.agreement.ask(model);
      },
      entered: (session) => this.#enter(session),
      leaving: () => {
        this.#watch?.close();
        this.#indexing.pause();
        this.#search.close();
        this.#thumbnails?.end();
      },
      ended: () => {
        this.#search.forget();
        // It has no methods before it is opened for the first time.
        this.lightbox?.close?.();
        this.#indexing.stop();
        this.#count.forget();
      },
      changed: () => this.#refreshSoon(),
      progressed: (progress) => dispatch(this, 'progress', progress),
      // It has no getter before it is opened for the first time.
      copyFinished: async () => this.folders.copyFinished,
    },
  );
  readonly #drop = new DropTarget(this, (items, path) => {
    const { session } = this.#current;
    const picture = path.includes(this.box as EventTarget) ? pictureIn(items) : undefined;
    if (session && picture) this.#search.add({ example: photosLikeFile(picture) });
    else if (session) void this.#sources.addDropped(session.library, items);
  });
  #thumbnails: Thumbnails | undefined;

  constructor() {
    super();
    const focusSearch = (): void => this.words?.focus();
    new FocusKeeper(this, focusSearch);
    new OnScreenKeyboard(this);
    new Shortcuts(this, {
      focusSearch,
      showHelp: () => this.#actions.showHelp(),
      searchFor: (image) =>
        this.#search.add({ example: photosLikeFile(image, ({ likePastedImage }) => likePastedImage) }),
    });
  }

  /** The model, once it is ready; undefined while none is running or starting. */
  get clip(): Promise<Clip> | undefined {
    return this.#current.opening?.then(({ clip }) => clip);
  }

  /** The library, once it is open; undefined while none is open or opening. */
  get library(): Promise<Library> | undefined {
    return this.#current.opening?.then(({ library }) => library);
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
      const { session } = this.#current;
      if (!session) await this.#open();
      return this.#search.find(query);
    }
    const library = await this.#open();
    // The library says what is wrong with it.
    if (typeof query !== 'object' || query === null) return library.search(query);
    return this.#search.find(await exampleOf(query, () => library.photos()));
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
    const { session } = this.#current;
    const library = session?.library ?? (await this.#open());
    return this.#indexing.addOrThrow(library, fromPage(source));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.ownsHistory) {
      backStack.use();
      this.#bar.address.use();
    }
    if (this.hasUpdated) void this.#current.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#bar.address.leave();
    this.#current.leave();
    // The dialogs are gone without an event.
    backStack.settle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Lit also updates elements outside the document. This one starts when it is connected.
    if (!this.isConnected) return;
    const isOther = (['device', 'name', 'assets', 'crossOrigin', 'modelHost'] as const).some((name) =>
      changed.has(name),
    );
    // A switch of models keeps the photos, so it cannot lead to another library.
    const isNew = changed.has('name') || (isOther && !changed.has('model'));
    // Photo ids mean nothing in another library.
    if (this.hasUpdated && changed.has('name')) this.#selection.choose([], []);
    if (!this.hasUpdated || isNew) void this.#current.start();
    else if (changed.has('model')) void this.#current.change(this.model);
  }

  protected override updated(): void {
    // Small libraries need none.
    if (this.timeline && !this.timeline.hasUpdated) void import('./gallery/timeline.ts');
  }

  async #enter({ library, info, abort }: Session): Promise<void> {
    this.#thumbnails = new Thumbnails(
      (id) => library.thumbnail(id),
      () => this.grid?.requestUpdate(),
    );
    // An empty library shows no photos yet, so the first script does without them.
    await Promise.all([this.#count.open(library), import('./gallery/grid.ts')]);
    if (abort.signal.aborted) return;
    this.#indexing.resume(library);
    void this.#search.open(library);
    void this.#lookUpSelection();
    // Photos should open at once, and without a network too.
    import('./gallery/lightbox.ts').catch(() => undefined);
    void this.#watchFolders();
    dispatch(this, 'ready', info);
  }

  #newSearchBar(): SearchBar {
    const element = this;
    return new SearchBar(
      this,
      {
        began: () => this.#errorState.dismissSearch(),
        answered: (results) => {
          void this.#current.look();
          dispatch(this, 'results', results);
        },
        failed: (error) => this.#errorState.reportSearch(error),
      },
      {
        get name() {
          return element.name;
        },
        get strings() {
          return element.#translation.strings;
        },
        get library() {
          return element.#current.session?.library;
        },
        focusBox: () => this.words?.focus(),
      },
    );
  }

  /** Notices from now on what changes in the folders that can be read. */
  async #watchFolders(): Promise<void> {
    if (!hasFolderPicker()) return;
    const { FolderWatch } = await import('./photos/folder-watch.ts');
    const library = this.#current.session?.library;
    if (!library) return;
    this.#watch ??= new FolderWatch(this, (folder) => {
      const current = this.#current.session?.library;
      if (current) void this.#sources.readAgain(current, folder);
    });
    // A library that is closed just now needs nothing, and its error is told by what closed it.
    await this.#watch.open(library).catch(() => undefined);
  }

  /** The library, once it is open. */
  async #open(): Promise<Library> {
    // An element that has just been put into the page starts with its first update.
    if (this.isConnected) await this.updateComplete;
    const { opening } = this.#current;
    if (opening) return (await opening).library;
    throw new ClipError(
      'disposed',
      'No model is running in this <photo-search>. Put it into the page, and wait for its “ready” event.',
    );
  }

  /** Looks up chosen photos that are known by their ids only. */
  async #lookUpSelection(): Promise<void> {
    const library = this.#current.session?.library;
    if (!library || !this.#selection.isIncomplete) return;
    await this.#refreshSelection(library);
  }

  /** Drops chosen photos that are not in the library any more. */
  async #refreshSelection(library: Library): Promise<void> {
    const photos = await library.photos().catch(() => undefined);
    if (!photos || library !== this.#current.session?.library) return;
    if (this.#selection.lookUp(photos)) dispatch(this, 'select', this.selected);
  }

  #folderRemoved({ name }: Folder): void {
    this.#offers.withdraw(name);
    this.#indexing.dismiss();
    this.#refresh();
  }

  /** Refreshes the view of the library as it grows. */
  readonly #refreshSoon = (): void => {
    this.#search.refreshSoon();
    void this.#current.look();
    void this.#count.refresh();
  };

  /** Refreshes the view of the library. */
  #refresh(): void {
    const { session } = this.#current;
    this.#search.refreshNow();
    void this.#count.refresh();
    if (session && this.#selection.ids.size > 0) void this.#refreshSelection(session.library);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { strings, language } = this.#translation;
    if (!strings) return nothing;
    const { session, opening, download, next, notice } = this.#current;
    const reported = ({ detail }: CustomEvent<unknown>): void => this.#errorState.announce(detail);
    const models = offeredModels(this.models, this.modelHost);
    return html`
      <div class="text" lang=${language}>
      ${view(
        {
          strings,
          language,
          starting: opening !== undefined,
          info: session?.info,
          library: session?.library,
          status: this.#count.status,
          thumbnails: this.#thumbnails,
          bar: this.#bar,
          selection: this.#selection,
          indexing: this.#indexing,
          folders: this.#offers.folders,
          download,
          next,
          models,
          notice,
          error: this.#errorState.message,
          isFull: this.#errorState.isFull,
          hasSamples: this.samples !== undefined,
          hovered: this.#drop.hovered,
          choices: this.choices,
        },
        this.#actions,
      )}
      <photo-search-models
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        .models=${models}
        .info=${session?.info}
        .next=${next.model?.id}
        .licences=${this.licences}
        @reported=${reported}
        @choose=${(event: CustomEvent<string>) => this.#current.choose(event.detail)}
      ></photo-search-models>
      <photo-search-agreement exportparts=${DIALOG_PARTS} .strings=${strings}></photo-search-agreement>
      <photo-search-folders
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        .library=${session?.library}
        .models=${this.models}
        .busy=${this.#indexing.running || next.indexing}
        .model=${session?.info.model.id}
        @add=${(event: CustomEvent<Way['kind']>) => this.#actions[event.detail === 'photos' ? 'choosePhotos' : 'chooseFolder']()}
        @loaded=${() => this.#refresh()}
        @systemfolders=${({ detail }: CustomEvent<SystemFoldersChoice>) =>
          this.#withLibrary((library) =>
            this.#sources.addAgain(library, detail.folder, detail.systemFolders),
          )}
        @removed=${(event: CustomEvent<Folder>) => this.#folderRemoved(event.detail)}
        @reported=${reported}
        @failed=${(event: CustomEvent<unknown>) => this.#errorState.report(event.detail)}
      ></photo-search-folders>
      <photo-search-chip-editor
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        .library=${session?.library}
        @change=${({ detail }: CustomEvent<ChipEdit>) => this.#search.change(withChanged(this.#search.query, detail.key, detail.content))}
      ></photo-search-chip-editor>
      <photo-search-help
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        @try=${({ detail }: CustomEvent<string>) => this.#search.write(detail)}
      ></photo-search-help>
      <photo-search-map
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        .items=${this.#search.matches}
        .library=${session?.library}
        language=${language}
        @nearby=${({ detail }: CustomEvent<Nearby>) => this.#search.add({ filter: detail })}
      ></photo-search-map>
      <photo-search-failures exportparts=${DIALOG_PARTS} .strings=${strings}></photo-search-failures>
      </div>
    `;
  }

  readonly #actions: ViewActions = {
    chooseFolder: () => this.#withLibrary((library) => this.#sources.chooseFolder(library)),
    choosePhotos: () => this.#sources.choosePhotos(),
    addSamples: () => this.#withLibrary((library) => this.#sources.addSamples(library, this.samples)),
    addAgain: (folder) => this.#withLibrary((library) => this.#sources.addAgain(library, folder)),
    addAllAgain: () => this.#withLibrary((library) => this.#sources.addAllAgain(library, this.samples)),
    dismissFolders: () => this.#offers.dismiss(),
    continueIndexing: () => this.#withLibrary((library) => this.#sources.continue(library)),
    dismissCancelled: () => this.#indexing.dismiss(),
    dismissError: () => this.#errorState.dismiss(),
    dismissNews: () => this.#current.dismissNews(),
    unite: (separate) => this.#withLibrary((library) => this.#sources.unite(library, separate)),
    dismissSeparate: () => this.#indexing.dismissSeparate(),
    dismissLeftOut: () => this.#indexing.dismissLeftOut(),
    cancelNext: () => this.#current.next.cancel(),
    addFiles: (files) => {
      this.choices++;
      this.#withLibrary((library) => this.#sources.addFiles(library, files));
    },
    searchByImage: () => this.imageInput.click(),
    searchForFile: (image) => this.#search.add({ example: photosLikeFile(image) }),
    editChip: (chip) =>
      this.#opening(async () => {
        await import('./search/chip-editor.ts');
        await this.chipEditor.show(chip);
      }),
    showHelp: () =>
      this.#opening(async () => {
        await import('./search/help-dialog.ts');
        await this.help.updateComplete;
        this.help.show();
      }),
    showModels: () => this.#showModels((dialog) => dialog.show()),
    showModel: (id) => this.#showModels((dialog) => dialog.show(id)),
    showStored: () => this.#showModels((dialog) => dialog.showStored()),
    showFolders: () =>
      this.#withLibrary(async () => {
        await import('./photos/folders-dialog.ts');
        // Wait until the dialog knows a library that has just been opened.
        await this.updateComplete;
        await this.folders.updateComplete;
        await this.folders.show();
      }),
    showFailures: () =>
      this.#withLibrary(async (library) => {
        await import('./photos/failures-dialog.ts');
        await this.failures.updateComplete;
        this.failures.show(await library.failures());
      }),
    pickPhoto: ({ index, extend }) => {
      this.#selection.pick(this.#search.matches, index, extend);
      dispatch(this, 'select', this.selected);
    },
    openPhoto: (index) => {
      this.#bar.note();
      void this.#opening(async () => {
        await import('./gallery/lightbox.ts');
        await this.lightbox?.updateComplete;
        await this.lightbox?.show(index);
      });
    },
    scrolled: (first) => {
      // Not by rendering everything for each row.
      if (this.timeline) this.timeline.first = first;
    },
    seek: (index) => this.grid?.scrollToPhoto(index),
    sortByDate: (isByDate) => this.#search.sortByDate(isByDate),
    showPart: (matches) => this.#search.showPart(matches),
    showWhole: () => this.#search.change(this.#search.query),
    showMap: () =>
      void this.#opening(async () => {
        await import('./map/photo-map.ts');
        await this.map?.updateComplete;
        await this.map?.show();
      }),
    photoClosed: (index) => void this.grid?.focusPhoto(index),
    searchSimilar: async (photo) => {
      this.#search.like(photosLike(photo));
      await this.updateComplete;
      this.lastChip?.focus();
    },
    addToSearch: async (photo) => {
      this.#search.add({ example: photosLike(photo) });
      await this.updateComplete;
      this.lastChip?.focus();
    },
  };

  #showModels(show: (dialog: ModelsDialog) => unknown): Promise<void> {
    return this.#opening(async () => {
      await import('./models/models-dialog.ts');
      await this.modelsDialog.updateComplete;
      await show(this.modelsDialog);
    });
  }

  /** Opens a dialog, whose script is loaded when it is opened for the first time. */
  async #opening(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      this.#errorState.report(error);
    }
  }

  /** Runs an action on the library once it is open, and reports errors. */
  #withLibrary(action: (library: Library) => Promise<void>): void {
    this.#errorState.dismiss();
    const { session, opening } = this.#current;
    // Synchronous if possible because a picker only opens during the click.
    const done = session ? action(session.library) : opening?.then(({ library }) => action(library));
    done?.catch((error) => this.#errorState.report(error));
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
