import { ClipError } from '@web-clip/clip';
import type { Library } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import { Dialogs } from './dialogs.ts';
import { dispatch, type PhotoSearchProgress } from './events.ts';
import { Selection } from './gallery/selection.ts';
import { Thumbnails } from './gallery/thumbnails.ts';
import { Translation } from './i18n/translation.ts';
import { WordedError } from './i18n/worded-error.ts';
import { CurrentMarks } from './marks/current-marks.ts';
import { Marking } from './marks/marking.ts';
import { CurrentModel, type ModelSettings } from './models/current-model.ts';
import { FolderOffers } from './photos/folder-offers.ts';
import { Indexing } from './photos/indexing.ts';
import { PhotoCount } from './photos/photo-count.ts';
import { fromPage, Sources } from './photos/sources.ts';
import { WatchedFolders } from './photos/watched-folders.ts';
import { Rendered } from './rendered.ts';
import { photosLikeFile } from './search/example.ts';
import type { Search } from './search/search.ts';
import { SearchBar } from './search/search-bar.ts';
import { ErrorState } from './session/error-state.ts';
import type { Session } from './session/session.ts';
import { keepStorage } from './storage/browser-storage.ts';
import { CurrentTransfers } from './transfer/current-transfers.ts';
import { DropTarget, pictureIn } from './ui/drop.ts';

/** The element with its attributes, as its controllers see it. */
export type ControllersHost = ReactiveControllerHost & HTMLElement & ModelSettings;

/** All that keeps state for `<photo-search>`, and what each part tells the others. */
export class Controllers {
  readonly #host: ControllersHost;
  /** What the element has rendered. */
  readonly rendered: Rendered;
  /** Opens the dialogs. */
  readonly dialogs: Dialogs;
  /** The texts. */
  readonly translation: Translation;
  /** The error that the user is told of. */
  readonly errorState: ErrorState;
  /** The photos that the user has chosen. */
  readonly selection: Selection;
  /** How many photos the library has. */
  readonly count: PhotoCount;
  /** Folders of earlier visits. */
  readonly offers: FolderOffers;
  /** The search with what its box offers. */
  readonly bar: SearchBar;
  /** The query and its photos. */
  readonly search: Search;
  /** What is being added. */
  readonly indexing: Indexing;
  /** The ways to add photos. */
  readonly sources: Sources;
  /** The model and its library. */
  readonly current: CurrentModel;
  /** Whether files are being dragged over the element. */
  readonly drop: DropTarget;
  /** What the user says of photos. */
  readonly marking: Marking;
  /** What was said of the photos of the current library. */
  readonly marks: CurrentMarks;
  /** Photos that are taken elsewhere. */
  readonly transfers: CurrentTransfers;
  /** Number of times that the user chose files. */
  choices = 0;
  /** Thumbnails of the current library; undefined before the first is open. */
  thumbnails: Thumbnails | undefined;
  /** The last progress of indexing, until the page has been told that nothing is being added any more. */
  #shown: PhotoSearchProgress | undefined;
  readonly #watched: WatchedFolders;

  /** @param host The element, which is updated with all of them. */
  constructor(host: ControllersHost) {
    this.#host = host;
    this.rendered = new Rendered(host);
    this.dialogs = new Dialogs(host, this.rendered);
    this.translation = new Translation(host);
    this.errorState = new ErrorState(host, (error) => dispatch(host, 'error', error));
    this.selection = new Selection(host);
    this.marking = new Marking(host, {
      library: () => this.library,
      failed: (error) => this.errorState.report(error),
    });
    this.marks = this.#newMarks();
    this.transfers = this.#newTransfers();
    this.count = new PhotoCount(host);
    this.offers = new FolderOffers(host);
    this.bar = this.#newSearchBar();
    this.search = this.bar.search;
    this.indexing = this.#newIndexing();
    this.sources = new Sources(
      {
        openFolders: () => this.rendered.folderInput.click(),
        openPhotos: () => this.rendered.photosInput.click(),
      },
      this.indexing,
      this.offers,
    );
    this.#watched = new WatchedFolders(
      host,
      () => this.library,
      (library, folder) => void this.sources.readAgain(library, folder),
    );
    this.current = this.#newCurrentModel();
    this.drop = new DropTarget(host, (items, path) => this.#dropped(items, path));
  }

  /** The library, if it is open. */
  get library(): Library | undefined {
    return this.current.session?.library;
  }

  /**
   * Waits for the library that is open or opening.
   *
   * @throws ClipError `disposed` if there is none.
   */
  async open(): Promise<Library> {
    // An element that has just been put into the page starts with its first update.
    if (this.#host.isConnected) await this.#host.updateComplete;
    const { opening } = this.current;
    if (opening) return (await opening).library;
    throw new ClipError(
      'disposed',
      'No model is running in this <photo-search>. Put it into the page, and wait for its “ready” event.',
    );
  }

  /** Runs an action of the user on the library once it is open, and reports errors. */
  withLibrary(action: (library: Library) => Promise<void>): void {
    this.errorState.dismiss();
    const { session, opening } = this.current;
    // Synchronous if possible because a picker only opens during the click.
    const done = session ? action(session.library) : opening?.then(({ library }) => action(library));
    done?.catch((error) => this.errorState.report(error));
  }

  /** Refreshes the view of the library. */
  refresh(): void {
    this.search.refreshNow();
    void this.count.refresh();
    if (this.selection.ids.size > 0) void this.#refreshSelection();
  }

  /** Looks up chosen photos that are known by their ids only. */
  async lookUpSelection(): Promise<void> {
    if (this.selection.isIncomplete) await this.#refreshSelection();
  }

  /** Drops chosen photos that are not in the library any more. */
  async #refreshSelection(): Promise<void> {
    const { library } = this;
    const photos = await library?.photos().catch(() => undefined);
    if (!photos || library !== this.library) return;
    if (this.selection.lookUp(photos)) dispatch(this.#host, 'select', this.selection.photos);
  }

  /** Refreshes the view of the library as it grows. */
  #refreshSoon(): void {
    this.search.refreshSoon();
    void this.current.look();
    void this.count.refresh();
  }

  #newSearchBar(): SearchBar {
    const controllers = this;
    return new SearchBar(
      this.#host,
      {
        began: () => this.errorState.dismissSearch(),
        answered: (results) => {
          void this.current.look();
          dispatch(this.#host, 'results', results);
        },
        failed: (error) => this.errorState.reportSearch(error),
      },
      {
        get name() {
          return controllers.#host.name;
        },
        get strings() {
          return controllers.translation.strings;
        },
        get library() {
          return controllers.library;
        },
        focusBox: () => this.rendered.words?.focus(),
      },
    );
  }

  #newMarks(): CurrentMarks {
    return new CurrentMarks({
      library: () => this.library,
      isMarking: () => this.selection.isMarking,
      arrived: () => {
        this.#host.requestUpdate();
        this.rendered.grid?.requestUpdate();
        // It has no methods before its script is loaded.
        this.rendered.lightbox?.requestUpdate?.();
      },
      changed: () => this.search.refreshNow(),
    });
  }

  #newTransfers(): CurrentTransfers {
    return new CurrentTransfers(this.#host, {
      library: () => this.library,
      moved: (folders) => {
        const { library } = this;
        if (library) for (const folder of folders) void this.sources.readAgain(library, folder);
      },
      addFolder: (folder) =>
        this.withLibrary(async (library) => void this.indexing.add(library, fromPage(folder))),
      failed: (error) => this.errorState.announce(error),
    });
  }

  #newIndexing(): Indexing {
    return new Indexing(this.#host, {
      progressed: (progress) => {
        this.#shown = progress;
        dispatch(this.#host, 'progress', progress);
      },
      advanced: () => this.#refreshSoon(),
      finished: () => {
        this.refresh();
        void this.#watched.open();
        if (this.#shown) dispatch(this.#host, 'progress', { ...this.#shown, phase: 'done' });
        this.#shown = undefined;
      },
      added: ({ sample }) => {
        if (!sample) void keepStorage();
      },
      foundNothing: (empty) => this.errorState.report(new WordedError('unreadable-file', empty)),
      failed: (error) => this.errorState.report(error),
    });
  }

  #newCurrentModel(): CurrentModel {
    return new CurrentModel(this.#host, this, {
      ask: async (model) => {
        // The dialog does not exist before the first update, which draws nothing before the texts are there.
        await this.translation.ready;
        await this.#host.updateComplete;
        return this.dialogs.askToAgree(model);
      },
      entered: (session) => this.#enter(session),
      leaving: () => {
        this.#watched.close();
        this.transfers.close();
        this.indexing.pause();
        this.search.close();
        this.thumbnails?.end();
        this.marks.close();
      },
      ended: () => {
        this.search.forget();
        this.dialogs.closePhoto();
        this.indexing.stop();
        this.count.forget();
      },
      changed: () => this.#refreshSoon(),
      progressed: (progress) => dispatch(this.#host, 'progress', progress),
      copyFinished: () => this.dialogs.copyFinished(),
    });
  }

  async #enter({ library, info, abort }: Session): Promise<void> {
    this.thumbnails = new Thumbnails(
      (id) => library.thumbnail(id),
      () => this.rendered.grid?.requestUpdate(),
    );
    // An empty library shows no photos yet, so the first script does without them.
    await Promise.all([this.count.open(library), import('./gallery/grid.ts')]);
    if (abort.signal.aborted) return;
    this.indexing.resume(library);
    void this.search.open(library);
    void this.lookUpSelection();
    void this.marks.open(library);
    // Photos should open at once, and without a network too.
    import('./gallery/lightbox.ts').catch(() => undefined);
    void this.#watched.open();
    void this.transfers.tellOf(library);
    dispatch(this.#host, 'ready', info);
  }

  #dropped(items: DataTransferItemList, path: readonly EventTarget[]): void {
    const { library } = this;
    const picture = path.includes(this.rendered.box as EventTarget) ? pictureIn(items) : undefined;
    if (library && picture) this.search.add({ example: photosLikeFile(picture) });
    else if (library) void this.sources.addDropped(library, items);
  }
}
