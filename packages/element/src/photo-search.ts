import type { Library, LibraryStatus } from '@web-clip/photos';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Clip, type ClipInfo, type ClipOptions, type ClipProgress, isClipError } from 'web-clip';
import { rememberedModel, rememberModel } from './chosen-model.ts';
import { DropTarget } from './drop.ts';
import type { FailuresDialog } from './failures-dialog.ts';
import { FolderOffers } from './folder-offers.ts';
import type { PhotoGrid } from './grid.ts';
import { Indexing } from './indexing.ts';
import type { Lightbox } from './lightbox.ts';
import type { ModelsDialog } from './models-dialog.ts';
import { photosLike, photosLikeFile, Search } from './search.ts';
import type { Session } from './session.ts';
import { SessionKeeper } from './session-keeper.ts';
import { Shortcuts } from './shortcuts.ts';
import { Sources } from './sources.ts';
import { styles } from './styles.ts';
import { Thumbnails } from './thumbnails.ts';
import { type ViewActions, view } from './view.ts';
import './failures-dialog.ts';
import './models-dialog.ts';

/** A download that ends sooner than this is not worth a bar. */
const SHORT_DOWNLOAD_MS = 400;

/**
 * `<photo-search>`: a person’s own photos, indexed in the browser and searched by words or by picture.
 *
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
  /** URL of the folder of a sample album; without it none is offered. */
  @property() samples: string | undefined;

  @state() private status: LibraryStatus | undefined;
  @state() private error: string | undefined;
  @state() private download: ClipProgress | undefined;
  /** How often files were chosen. */
  @state() private choices = 0;
  @query('.words') private words!: HTMLInputElement | null;
  @query('.chip') private chip!: HTMLButtonElement | null;
  @query('.folder-input') private folderInput!: HTMLInputElement;
  @query('.picture-input') private pictureInput!: HTMLInputElement;
  @query('photo-search-grid') private grid!: PhotoGrid | null;
  @query('photo-search-lightbox') private lightbox!: Lightbox | null;
  @query('photo-search-models') private models!: ModelsDialog;
  @query('photo-search-failures') private failures!: FailuresDialog;

  readonly #fail = (error: unknown): void => {
    this.error = error instanceof Error ? error.message : String(error);
    if (!isClipError(error)) console.error(error);
  };
  readonly #sessions = new SessionKeeper(this);
  readonly #search = new Search(this, this.#fail);
  readonly #offers = new FolderOffers(this);
  readonly #indexing = new Indexing(this, {
    advanced: () => {
      this.#search.refreshSoon();
      void this.#count();
    },
    finished: () => {
      this.#search.refreshNow();
      void this.#count();
    },
    foundNothing: () => {
      this.error = 'There are no photos in it. Choose another folder.';
    },
    failed: this.#fail,
  });
  readonly #sources = new Sources(() => this.folderInput.click(), this.#indexing, this.#offers);
  readonly #drop = new DropTarget(this, (items) => {
    const session = this.#sessions.current;
    if (session) void this.#indexing.add(session.library, items);
  });
  #thumbnails: Thumbnails | undefined;
  #counting = false;
  #countIsOld = false;

  constructor() {
    super();
    new Shortcuts(this, {
      focusSearch: () => this.words?.focus(),
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
    const isOther = changed.has('device') || changed.has('name') || changed.has('assets');
    if (!this.hasUpdated || (isOther && !changed.has('model'))) void this.#start();
    else if (changed.has('model')) void this.#open(this.model);
  }

  /** Opens the library as the person left it. */
  async #start(): Promise<void> {
    const session = await this.#open(rememberedModel(this.name) ?? this.model, this.model);
    if (session) await this.#sources.resume(session.library).catch(this.#fail);
  }

  /** Opens a session; if its model does not start or cannot be downloaded, one with another model. */
  async #open(model: string, fallback?: string): Promise<Session | undefined> {
    const { device, name, assets } = this;
    const fallBack =
      fallback === undefined || fallback === model
        ? undefined
        : () => {
            // Else every visit would begin with the same failure.
            rememberModel(name, fallback);
            return this.#open(fallback);
          };
    this.#leave();
    try {
      const session = await this.#sessions.open({ model, device, name, assets });
      if (!session) return undefined;
      await this.#enter(session);
      void this.#prefetch(session, fallBack);
      return session;
    } catch (error) {
      this.#fail(error);
      return fallBack?.();
    }
  }

  #leave(): void {
    this.#indexing.cancel();
    this.#search.close();
    this.#thumbnails?.end();
    this.lightbox?.close();
    this.status = undefined;
    this.download = undefined;
  }

  async #enter({ library, info, signal }: Session): Promise<void> {
    this.#thumbnails = new Thumbnails(
      (id) => library.thumbnail(id),
      () => this.grid?.requestUpdate(),
    );
    const status = await library.status();
    if (signal.aborted) return;
    this.status = status;
    void this.#search.open(library);
    this.dispatchEvent(new CustomEvent<ClipInfo>('ready', { detail: info, bubbles: true, composed: true }));
  }

  /** Downloads what a search will need; after it the page works offline. */
  async #prefetch({ clip, signal }: Session, fallBack?: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    try {
      await clip.prefetch({
        signal,
        onProgress: (progress) => {
          const isLong = performance.now() - began > SHORT_DOWNLOAD_MS;
          if (isLong && !signal.aborted) this.download = progress;
        },
      });
      if (!signal.aborted) this.download = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.download = undefined;
      this.#fail(error);
      await fallBack?.();
    }
  }

  async #chooseModel(id: string): Promise<void> {
    const before = this.#sessions.current?.info.model.id;
    this.error = undefined;
    rememberModel(this.name, id);
    await this.#open(id, before ?? this.model);
  }

  /** Counts the photos; calls that come while it counts are one count more. */
  async #count(): Promise<void> {
    this.#countIsOld = true;
    if (this.#counting) return;
    this.#counting = true;
    while (this.#countIsOld) {
      this.#countIsOld = false;
      const session = this.#sessions.current;
      const status = await session?.library.status().catch(() => undefined);
      if (status && session === this.#sessions.current) this.status = status;
    }
    this.#counting = false;
  }

  protected override render(): TemplateResult {
    const { current, opening } = this.#sessions;
    const { status, error, download } = this;
    return html`
      ${view(
        {
          starting: opening !== undefined,
          info: current?.info,
          library: current?.library,
          status,
          thumbnails: this.#thumbnails,
          search: this.#search,
          indexing: this.#indexing,
          folders: this.#offers.folders,
          download,
          error,
          hasSamples: this.samples !== undefined,
          hovered: this.#drop.hovered,
          choices: this.choices,
        },
        this.#actions,
      )}
      <photo-search-models
        .info=${current?.info}
        @choose=${(event: CustomEvent<string>) => this.#chooseModel(event.detail)}
      ></photo-search-models>
      <photo-search-failures></photo-search-failures>
    `;
  }

  readonly #actions: ViewActions = {
    chooseFolder: () => this.#withLibrary((library) => this.#sources.chooseFolder(library)),
    addSamples: () => this.#withLibrary((library) => this.#sources.addSamples(library, this.samples)),
    addAgain: (folder) => this.#withLibrary((library) => this.#sources.addAgain(library, folder)),
    addAllAgain: () => this.#withLibrary((library) => this.#sources.addAllAgain(library, this.samples)),
    dismissFolders: () => this.#offers.dismiss(),
    dismissError: () => {
      this.error = undefined;
    },
    addFiles: (files) => {
      this.choices++;
      this.#withLibrary((library) => this.#sources.addFiles(library, files));
    },
    searchByPicture: () => this.pictureInput.click(),
    searchForFile: (picture) => this.#search.like(photosLikeFile(picture)),
    showModels: () => this.models.show(),
    showFailures: () => this.#withLibrary(async (library) => this.failures.show(await library.failures())),
    openPhoto: (index) => this.lightbox?.show(index),
    photoClosed: (index) => void this.grid?.focusPhoto(index),
    searchSimilar: async (photo) => {
      this.#search.like(photosLike(photo));
      await this.updateComplete;
      this.chip?.focus();
    },
  };

  /** Does something with the library once it is open, and tells what goes wrong. */
  #withLibrary(action: (library: Library) => Promise<void>): void {
    this.error = undefined;
    const { current, opening } = this.#sessions;
    // Without a pause if it can be: a picker opens only in the click itself.
    const done = current ? action(current.library) : opening?.then(({ library }) => action(library));
    done?.catch(this.#fail);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search': PhotoSearch;
  }
}
