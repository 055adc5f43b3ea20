import type { Folder, Library } from '@web-clip/photos';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Clip, type ClipInfo, type ClipOptions, type ModelSpec, registry } from 'web-clip';
import type { AgreementDialog } from './agreement-dialog.ts';
import { needsAgreement, rememberAgreement } from './agreements.ts';
import { keepStorage } from './browser-storage.ts';
import { rememberedModel, rememberModel } from './chosen-model.ts';
import { DropTarget } from './drop.ts';
import type { FailuresDialog } from './failures-dialog.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { FolderOffers } from './folder-offers.ts';
import type { FoldersDialog } from './folders-dialog.ts';
import { shortName } from './format.ts';
import type { PhotoGrid } from './grid.ts';
import { Indexing } from './indexing.ts';
import type { Lightbox } from './lightbox.ts';
import { ModelDownload } from './model-download.ts';
import type { ModelsDialog } from './models-dialog.ts';
import { NextModel } from './next-model.ts';
import { offeredModels } from './offered-models.ts';
import { PhotoCount } from './photo-count.ts';
import { withRoom } from './room.ts';
import { photosLike, photosLikeFile, Search } from './search.ts';
import type { Session, SessionOptions } from './session.ts';
import { SessionKeeper } from './session-keeper.ts';
import { Shortcuts } from './shortcuts.ts';
import { Sources } from './sources.ts';
import { styles } from './styles.ts';
import { Thumbnails } from './thumbnails.ts';
import { Trouble } from './trouble.ts';
import { type ViewActions, view } from './view.ts';
import './agreement-dialog.ts';
import './failures-dialog.ts';
import './folders-dialog.ts';
import './models-dialog.ts';

/**
 * `<photo-search>`: a person’s own photos, indexed in the browser and searched by words or by picture.
 *
 * @cssprop --photo-search-height - Its height. Default: that of the window.
 * @fires ready - With the {@link ClipInfo}, each time a model is ready to search.
 */
@customElement('photo-search')
export class PhotoSearch extends LitElement {
  static override styles = styles;

  /** The model to begin with, as `createClip` takes it, unless the person has chosen one before. */
  @property() model = 'pocket';
  /** Where the model runs. */
  @property() device: NonNullable<ClipOptions['device']> = 'auto';
  /** Name of the library in this browser’s storage. */
  @property() name = 'photos';
  /** URL of the folder that holds `ort/` and `models/`, where it is not beside the scripts. */
  @property() assets: string | undefined;
  /** The models that the person can choose from. Those that have to be exported first are left out without {@link modelHost}. */
  @property({ attribute: false }) models: readonly ModelSpec[] = [...registry.values()];
  /** URL of the host of models, laid out like the Hugging Face hub, which is the default. */
  @property({ attribute: 'model-host' }) modelHost: string | undefined;
  /** URL of the folder of a sample album; without it none is offered. */
  @property() samples: string | undefined;
  /** URL of the licences of all that the page ships, which the list of models leads to. Without it, it does not. */
  @property() licences: string | undefined;

  /** How often files were chosen. */
  @state() private choices = 0;
  /** What has come about by itself. */
  @state() private news: string | undefined;
  @query('.words') private words!: HTMLInputElement | null;
  @query('.chip') private chip!: HTMLButtonElement | null;
  @query('.folder-input') private folderInput!: HTMLInputElement;
  @query('.picture-input') private pictureInput!: HTMLInputElement;
  @query('photo-search-grid') private grid!: PhotoGrid | null;
  @query('photo-search-lightbox') private lightbox!: Lightbox | null;
  @query('photo-search-models') private modelsDialog!: ModelsDialog;
  @query('photo-search-agreement') private agreement!: AgreementDialog;
  @query('photo-search-folders') private folders!: FoldersDialog;
  @query('photo-search-failures') private failures!: FailuresDialog;

  readonly #trouble = new Trouble(this);
  readonly #sessions = new SessionKeeper(this, (session, again) => void this.#startAgain(session, again));
  readonly #download = new ModelDownload(this);
  readonly #next = new NextModel(this, this.#download, (error) => this.#trouble.report(error));
  readonly #count = new PhotoCount(this);
  readonly #offers = new FolderOffers(this);
  readonly #search = new Search(this, {
    began: () => this.#trouble.dismissSearch(),
    answered: () => this.#lookAtBackend(),
    failed: (error) => this.#trouble.reportSearch(error),
  });
  readonly #indexing = new Indexing(this, {
    advanced: () => this.#refreshSoon(),
    finished: () => this.#refresh(),
    added: ({ sample }) => {
      if (!sample) void keepStorage();
    },
    foundNothing: (name) => this.#trouble.say(`There are no photos in ${name}. Choose another folder.`),
    failed: (error) => this.#trouble.report(error),
  });
  readonly #sources = new Sources(() => this.folderInput.click(), this.#indexing, this.#offers);
  readonly #drop = new DropTarget(this, (items) => {
    const session = this.#sessions.current;
    if (session) void this.#sources.addDropped(session.library, items);
  });
  #thumbnails: Thumbnails | undefined;

  constructor() {
    super();
    const focusSearch = (): void => this.words?.focus();
    new FocusKeeper(this, focusSearch);
    new Shortcuts(this, {
      focusSearch,
      searchFor: (picture) => this.#search.like(photosLikeFile(picture, 'the pasted picture')),
    });
  }

  /** The model, once it is ready; undefined while none is running or starting. */
  get clip(): Promise<Clip> | undefined {
    return this.#sessions.opening?.then(({ clip }) => clip);
  }

  /** The library, once it is open; undefined while none is open or opening. */
  get library(): Promise<Library> | undefined {
    return this.#sessions.opening?.then(({ library }) => library);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['device', 'name', 'assets', 'modelHost'] as const).some((name) => changed.has(name));
    if (!this.hasUpdated || (isOther && !changed.has('model'))) void this.#start();
    else if (changed.has('model')) void this.#changeModel(this.model);
  }

  /** Opens the library as the person left it. */
  async #start(): Promise<void> {
    this.#indexing.stop();
    this.#count.forget();
    const session = await this.#open(rememberedModel(this.name) ?? this.model, this.model);
    if (session) await this.#sources.resume(session.library).catch((error) => this.#trouble.report(error));
  }

  /** Opens a session; if its model may not be used, does not start or cannot be downloaded, one with another model. */
  async #open(model: string, fallback = model): Promise<Session | undefined> {
    this.#leave();
    try {
      const spec = this.#spec(model);
      if (spec && needsAgreement(spec)) {
        const agreed = await this.#askToAgree(spec);
        if (!agreed) return agreed === false && fallback !== model ? this.#fallBack(fallback) : undefined;
      }
      const session = await this.#sessions.open(this.#options(model));
      if (!session) return undefined;
      await this.#enter(session);
      void this.#prefetch(session, model, fallback);
      return session;
    } catch (error) {
      this.#trouble.report(error);
      if (fallback !== model) return this.#fallBack(fallback);
      this.#indexing.stop();
      this.#count.forget();
      return undefined;
    }
  }

  #spec(model: string): ModelSpec | undefined {
    return this.models.find(({ id }) => id === model);
  }

  #options(model: string): SessionOptions {
    const { device, name, assets, modelHost } = this;
    return {
      model: this.#spec(model) ?? model,
      device,
      name,
      assets,
      modelHost,
      onChange: this.#refreshSoon,
    };
  }

  /** Asks, before anything is downloaded; undefined if there was no answer. */
  async #askToAgree(model: ModelSpec): Promise<boolean | undefined> {
    // The dialog is not there before the first update.
    await this.updateComplete;
    const agreed = await this.agreement.ask(model);
    if (agreed) rememberAgreement(model);
    return agreed;
  }

  #fallBack(model: string): Promise<Session | undefined> {
    // Else every visit would begin with the same failure.
    rememberModel(this.name, model);
    return this.#open(model);
  }

  #leave(): void {
    this.#indexing.pause();
    this.#search.close();
    this.#thumbnails?.end();
    this.lightbox?.close();
    this.#next.cancel();
    this.#download.cancel();
  }

  async #enter({ library, info, abort }: Session): Promise<void> {
    this.#thumbnails = new Thumbnails(
      (id) => library.thumbnail(id),
      () => this.grid?.requestUpdate(),
    );
    await this.#count.open(library);
    if (abort.signal.aborted) return;
    this.#indexing.resume(library);
    void this.#search.open(library);
    this.dispatchEvent(new CustomEvent<ClipInfo>('ready', { detail: info, bubbles: true, composed: true }));
  }

  /** Downloads what a search will need; after it the page works offline. */
  async #prefetch({ clip, info }: Session, model: string, fallback: string): Promise<void> {
    try {
      await this.#download.follow(info.model.name, (options) => clip.prefetch(options), true);
    } catch (error) {
      this.#trouble.report(error);
      if (fallback !== model) await this.#fallBack(fallback);
    }
  }

  /** Goes over to another model once it has indexed the photos; until then the one that there is goes on. */
  async #changeModel(model: string): Promise<Session | undefined> {
    this.#trouble.dismiss();
    this.news = undefined;
    const before = this.#sessions.current;
    if (!before) return this.#open(model, this.model);
    const spec = this.#spec(model);
    try {
      const change = () => this.#goOver(before, model, spec);
      return await (spec ? withRoom(spec, before.info, change) : change());
    } catch (error) {
      this.#trouble.report(error, `${shortName(before.info.model.name)} stays in use.`);
      return undefined;
    }
  }

  /** Goes over to a model that has room, if the person agrees to its licence. */
  async #goOver(before: Session, model: string, spec: ModelSpec | undefined): Promise<Session | undefined> {
    if (spec && needsAgreement(spec) && !(await this.#askToAgree(spec))) return undefined;
    let missing: readonly Folder[] = [];
    await this.#sources.askToRead(before.library);
    const session = await this.#next.prepare(
      { id: model, name: spec?.name ?? model },
      this.#options(model),
      async (library) => {
        const [old, own] = await Promise.all([before.library.status(), library.status()]);
        if (own.searchable >= old.searchable) return [];
        const found = await this.#sources.collect(before.library, this.samples);
        missing = found.missing;
        return found.additions;
      },
    );
    if (!session) return undefined;
    this.#leave();
    this.#sessions.adopt(session);
    await this.#enter(session);
    this.#offers.offer(missing);
    this.news = `Search now uses ${session.info.model.name}.`;
    return session;
  }

  async #chooseModel(id: string): Promise<void> {
    const session = await this.#changeModel(id);
    if (!session) return;
    rememberModel(this.name, session.info.model.id);
    void keepStorage();
  }

  async #lookAtBackend(): Promise<void> {
    const changed = await this.#sessions.look();
    if (!changed) return;
    this.news =
      changed.now.backend === changed.before.backend
        ? 'The GPU stopped, and was started again. Nothing is lost.'
        : 'The GPU failed, or could not be trusted with this model. The CPU has taken over; it is slower.';
  }

  /** Goes on after the model's worker has died; not if it has just before. */
  async #startAgain({ info }: Session, again: boolean): Promise<void> {
    if (!again) {
      const session = await this.#open(info.model.id, this.model);
      if (session) this.news = 'The model stopped, and was started again. Nothing is lost.';
      return;
    }
    this.#leave();
    this.#indexing.stop();
    this.#count.forget();
    await this.#sessions.close();
    this.#trouble.say(
      'The model stopped twice within minutes: the browser may be short of memory. Close other tabs and reload the page, or choose a smaller model. What was indexed is kept.',
    );
  }

  #folderRemoved({ name }: Folder): void {
    this.#offers.withdraw(name);
    this.#indexing.dismiss();
    this.#refresh();
  }

  /** Looks at the library anew, as it grows. */
  readonly #refreshSoon = (): void => {
    this.#search.refreshSoon();
    void this.#lookAtBackend();
    void this.#count.refresh();
  };

  /** Looks at the library anew. */
  #refresh(): void {
    this.#search.refreshNow();
    void this.#count.refresh();
  }

  protected override render(): TemplateResult {
    const { current, opening } = this.#sessions;
    const models = offeredModels(this.models, this.modelHost);
    return html`
      ${view(
        {
          starting: opening !== undefined,
          info: current?.info,
          library: current?.library,
          status: this.#count.status,
          thumbnails: this.#thumbnails,
          search: this.#search,
          indexing: this.#indexing,
          folders: this.#offers.folders,
          download: this.#download.shown,
          next: this.#next,
          models,
          news: this.news,
          error: this.#trouble.message,
          isFull: this.#trouble.isFull,
          hasSamples: this.samples !== undefined,
          hovered: this.#drop.hovered,
          choices: this.choices,
        },
        this.#actions,
      )}
      <photo-search-models
        .models=${models}
        .info=${current?.info}
        .next=${this.#next.model?.id}
        .licences=${this.licences}
        @choose=${(event: CustomEvent<string>) => this.#chooseModel(event.detail)}
      ></photo-search-models>
      <photo-search-agreement></photo-search-agreement>
      <photo-search-folders
        .busy=${this.#indexing.running || this.#next.indexing}
        .model=${current?.info.model.id}
        @loaded=${() => this.#refresh()}
        @removed=${(event: CustomEvent<Folder>) => this.#folderRemoved(event.detail)}
        @failed=${(event: CustomEvent<unknown>) => this.#trouble.report(event.detail)}
      ></photo-search-folders>
      <photo-search-failures></photo-search-failures>
    `;
  }

  readonly #actions: ViewActions = {
    chooseFolder: () => this.#withLibrary((library) => this.#sources.chooseFolder(library)),
    addSamples: () => this.#withLibrary((library) => this.#sources.addSamples(library, this.samples)),
    addAgain: (folder) => this.#withLibrary((library) => this.#sources.addAgain(library, folder)),
    addAllAgain: () => this.#withLibrary((library) => this.#sources.addAllAgain(library, this.samples)),
    dismissFolders: () => this.#offers.dismiss(),
    continueIndexing: () => this.#withLibrary((library) => this.#sources.continue(library)),
    dismissCancelled: () => this.#indexing.dismiss(),
    dismissError: () => this.#trouble.dismiss(),
    dismissNews: () => {
      this.news = undefined;
    },
    cancelNext: () => this.#next.cancel(),
    addFiles: (files) => {
      this.choices++;
      this.#withLibrary((library) => this.#sources.addFiles(library, files));
    },
    searchByPicture: () => this.pictureInput.click(),
    searchForFile: (picture) => this.#search.like(photosLikeFile(picture)),
    showModels: () => this.modelsDialog.show(),
    showModel: (id) => this.modelsDialog.show(id),
    showStored: () => void this.modelsDialog.showStored(),
    showFolders: () => this.#withLibrary((library) => this.folders.show(library)),
    showFailures: () => this.#withLibrary(async (library) => this.failures.show(await library.failures())),
    openPhoto: (index) => void this.lightbox?.show(index),
    photoClosed: (index) => void this.grid?.focusPhoto(index),
    searchSimilar: async (photo) => {
      this.#search.like(photosLike(photo));
      await this.updateComplete;
      this.chip?.focus();
    },
  };

  /** Does something with the library once it is open, and tells what goes wrong. */
  #withLibrary(action: (library: Library) => Promise<void>): void {
    this.#trouble.dismiss();
    const { current, opening } = this.#sessions;
    // Without a pause if it can be: a picker opens only in the click itself.
    const done = current ? action(current.library) : opening?.then(({ library }) => action(library));
    done?.catch((error) => this.#trouble.report(error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search': PhotoSearch;
  }
}
