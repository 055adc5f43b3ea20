import type { Album, AlbumCount, Library } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Message, Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { answerRowStyles, dialogContent, dialogStyles, rowStyles } from '../ui/dialog.ts';
import { fieldStyles } from '../ui/field.ts';
import { FocusKeeper } from '../ui/focus-keeper.ts';
import { albumIcon } from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';

/** A change of albums. */
export interface AlbumRequest {
  /** What was done, once it is. */
  readonly done: Message;
  work(library: Library): Promise<unknown>;
}

/** An album, and how many photos it has, once they are counted. */
interface CountedAlbum {
  readonly album: Album;
  readonly count: AlbumCount | undefined;
}

/**
 * Lists the albums. The user opens one, adds the chosen photos to one, or makes one of them or of the present search.
 *
 * @fires album - With an {@link AlbumRequest}.
 * @fires open - With the {@link Album} to show, after the dialog has closed.
 * @fires reported - With an error.
 */
@customElement('photo-search-albums')
export class AlbumsDialog extends LitElement {
  static override styles = [
    controls,
    fieldStyles,
    dialogStyles,
    rowStyles,
    answerRowStyles,
    css`
      .about .link {
        font-weight: 550;
      }

      li .new {
        color: var(--accent);
      }

      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        margin-top: 1rem;
      }

      label {
        flex: 1 1 100%;
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: var(--touch, 0px);
        font-size: 0.9375rem;
      }

      label input {
        width: 1.15rem;
        height: 1.15rem;
        accent-color: var(--accent);
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) library: Library | undefined;
  /** Ids of the chosen photos. */
  @property({ attribute: false }) photos: readonly number[] = [];
  /** What the search box says; empty while all photos are shown. */
  @property({ attribute: false }) searched = '';

  @state() private albums: readonly CountedAlbum[] = [];
  /** Id of the album whose name is being changed. */
  @state() private renamed: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.name') private name!: HTMLInputElement;
  @query('.saves') private saves!: HTMLInputElement | null;
  @query('.other-name') private otherName!: HTMLInputElement | null;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    new FocusKeeper(this, () => this.name.focus());
  }

  /** Opens the dialog. */
  async show(): Promise<void> {
    this.renamed = undefined;
    await this.#list();
    showModal(this.dialog);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#unsubscribe?.();
    this.#unsubscribe = this.library?.marks.subscribe(() => {
      if (this.dialog.open) void this.#list();
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('renamed') || this.renamed === undefined) return;
    this.otherName?.focus();
    this.otherName?.select();
  }

  protected override render(): TemplateResult {
    const { strings, photos, searched, albums } = this;
    return dialogContent(
      strings,
      strings.albums,
      html`
        <p>${photos.length > 0 ? strings.chosen(photos.length) : strings.albumsHint}</p>
        ${albums.length > 0 ? html`<ul>${albums.map((each) => this.#row(each))}</ul>` : html`<p>${strings.noAlbums}</p>`}
        <form @submit=${this.#create}>
          <input class="name field" aria-label=${strings.newAlbum} placeholder=${strings.newAlbum} autocomplete="off" required maxlength="200" />
          <button part="primary-button" class="button primary">${strings.createAlbum}</button>
          ${searched === '' ? nothing : html`<label><input class="saves" type="checkbox" ?checked=${photos.length === 0} /><span>${strings.albumOfSearch(searched)}</span></label>`}
        </form>
      `,
    );
  }

  #row({ album, count }: CountedAlbum): TemplateResult {
    const { strings, photos } = this;
    if (this.renamed === album.id) {
      return html`<li>
        <form class="about" @submit=${(event: Event) => this.#rename(event, album)}>
          <input class="other-name field" aria-label=${strings.renameAlbum(album.name)} .value=${album.name} autocomplete="off" required maxlength="200" @keydown=${this.#leave} />
          <button part="button" class="button small">${strings.done}</button>
        </form>
      </li>`;
    }
    return html`<li>
      <div class="about">
        <button part="link" class="link" @click=${() => this.#open(album)}><bdi>${album.name}</bdi></button>
        <span>${count ? html`${strings.photos(count.photos)}${count.new > 0 ? html` · <b class="new">${strings.newPhotos(count.new)}</b>` : nothing}` : nothing}${album.query === undefined ? nothing : html` · <bdi>${album.query}</bdi>`}</span>
      </div>
      <div class="answers">
        ${photos.length > 0 ? html`<button part="button" class="button small" aria-label=${strings.addTo(album.name, photos.length)} @click=${() => this.#place(album, 'add')}>${albumIcon}${strings.add}</button>` : nothing}
        ${photos.length > 0 ? html`<button part="button" class="button small" aria-label=${strings.takeFrom(album.name, photos.length)} @click=${() => this.#place(album, 'exclude')}>${strings.takeOut}</button>` : nothing}
        <button part="button" class="button small" aria-label=${strings.renameAlbum(album.name)} @click=${() => {
          this.renamed = album.id;
        }}>${strings.rename}</button>
        <button part="button" class="button small" aria-label=${strings.removeAlbum(album.name)} @click=${() => this.#remove(album)}>${strings.delete}</button>
      </div>
    </li>`;
  }

  async #list(): Promise<void> {
    const { library } = this;
    if (!library) return;
    try {
      const albums = await library.albums.list();
      const counts = new Map(this.albums.map(({ album, count }) => [album.id, count]));
      this.albums = albums.map((album) => ({ album, count: counts.get(album.id) }));
      for (const { id } of albums) {
        const count = await library.albums.count(id);
        if (library !== this.library) return;
        this.albums = this.albums.map((each) => (each.album.id === id ? { ...each, count } : each));
      }
    } catch (error) {
      this.dispatchEvent(new CustomEvent('reported', { detail: error }));
    }
  }

  readonly #create = (event: Event): void => {
    event.preventDefault();
    const [name, query, photos] = [
      this.name.value,
      this.saves?.checked ? this.searched : undefined,
      this.photos,
    ];
    this.name.value = '';
    this.#request({
      done: (strings) => strings.albumCreated(name.trim()),
      work: ({ albums }) => albums.create(name, { ...(query !== undefined && { query }), photos }),
    });
  };

  #rename(event: Event, { id }: Album): void {
    event.preventDefault();
    const name = this.otherName?.value ?? '';
    this.renamed = undefined;
    this.#request({
      done: (strings) => strings.albumRenamed(name.trim()),
      work: ({ albums }) => albums.rename(id, name),
    });
  }

  /** Escape leaves the name as it is, and the dialog open. */
  readonly #leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.renamed = undefined;
  };

  #place({ id, name }: Album, how: 'add' | 'exclude'): void {
    const { photos } = this;
    this.#request({
      done: (strings) =>
        how === 'add' ? strings.addedTo(name, photos.length) : strings.takenFrom(name, photos.length),
      work: ({ albums }) => albums[how](id, photos),
    });
  }

  #remove({ id, name }: Album): void {
    this.#request({
      done: (strings) => strings.albumRemoved(name),
      work: ({ albums }) => albums.remove(id),
    });
  }

  #request(detail: AlbumRequest): void {
    this.dispatchEvent(new CustomEvent('album', { detail }));
  }

  #open(detail: Album): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('open', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-albums': AlbumsDialog;
  }
}
