import type { Library, NamedGroup, NamedGroupsProgress } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../cleanup/group-thumbnail.ts';
import type { Strings } from '../i18n/strings.ts';
import type { AlbumRequest } from '../marks/albums-dialog.ts';
import { progressStyles } from '../photos/progress-bar.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { fieldStyles } from '../ui/field.ts';
import { showModal } from '../ui/modal.ts';
import { showMore } from '../ui/show-more.ts';
import { groupRowStyles } from './group-row-styles.ts';

/** Groups that are listed at a time. */
const PAGE = 60;

/** What groups are listed under. */
type Section = 'pinnedGroups' | 'thingsAndScenes' | 'events';

/** @returns The section of a group. */
const sectionOf = ({ pinned, kind }: NamedGroup): Section =>
  pinned ? 'pinnedGroups' : kind === 'event' ? 'events' : 'thingsAndScenes';

/**
 * Lists the things, scenes and events of the library. The user opens one as a search, renames or pins it, or merges several.
 *
 * @fires group - With an {@link AlbumRequest}.
 * @fires open - With the {@link NamedGroup} to show, after the dialog has closed.
 * @fires reported - With an error.
 */
@customElement('photo-search-named-groups')
export class NamedGroupsDialog extends LitElement {
  static override styles = [
    controls,
    fieldStyles,
    dialogStyles,
    progressStyles,
    groupRowStyles,
    css`
    .more {
      margin-top: 1rem;
    }
  `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) library: Library | undefined;

  @state() private groups: readonly NamedGroup[] | undefined;
  @state() private progress: NamedGroupsProgress | undefined;
  /** Ids of the groups to merge, in the order in which they were chosen. */
  @state() private chosen: readonly string[] = [];
  /** Id of the group whose name is being changed. */
  @state() private renamed: string | undefined;
  /** Number of groups that are listed of each section. */
  @state() private shown = PAGE;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.other-name') private otherName!: HTMLInputElement | null;
  #listing: AbortController | undefined;
  #unsubscribe: (() => void) | undefined;

  /** Opens the dialog, and lists the groups. */
  async show(): Promise<void> {
    this.renamed = undefined;
    this.chosen = [];
    this.shown = PAGE;
    showModal(this.dialog);
    await this.#list();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listing?.abort();
    this.#unsubscribe?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.groups = undefined;
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
    const { strings } = this;
    return html`
      <div @close=${this.#closed}>
        ${dialogContent(strings, strings.namedGroups, this.#content())}
      </div>
    `;
  }

  #content(): TemplateResult {
    const { strings, groups, chosen } = this;
    if (!groups) return this.#progress();
    const sections = Map.groupBy(groups, sectionOf);
    return html`
      <p>${groups.length > 0 ? strings.namedGroupsHint : strings.noNamedGroups}</p>
      ${(['pinnedGroups', 'thingsAndScenes', 'events'] as const).map((section) => this.#section(section, sections.get(section) ?? []))}
      ${
        groups.length > 0
          ? html`<footer>
            <button part="button" class="button" ?disabled=${chosen.length < 2} @click=${this.#merge}>${strings.mergeGroups(chosen.length)}</button>
          </footer>`
          : nothing
      }
    `;
  }

  #progress(): TemplateResult {
    const { strings } = this;
    const { phase, done = 0, total = 0 } = this.progress ?? {};
    const text =
      phase === 'reading'
        ? strings.readingVocabulary(done, total)
        : strings.lookingForNamedGroups(done, total);
    return html`
      <div class="progress">
        <p>${text}</p>
        <button part="button" class="button small" @click=${() => this.dialog.close()}>${strings.cancel}</button>
        <progress aria-label=${strings.namedGroups} max=${total || nothing} .value=${done}></progress>
      </div>
    `;
  }

  #section(section: Section, groups: readonly NamedGroup[]): TemplateResult | typeof nothing {
    if (groups.length === 0) return nothing;
    const { strings, shown } = this;
    return html`
      <h3 id=${section}>${strings[section]}</h3>
      <ul aria-labelledby=${section}>
        ${repeat(
          groups.slice(0, shown),
          ({ id }) => id,
          (group) => this.#row(group),
        )}
      </ul>
      ${showMore(strings, groups.length > shown, () => {
        this.shown += PAGE;
      })}
    `;
  }

  #row(group: NamedGroup): TemplateResult {
    const { strings, chosen, library } = this;
    const { id, name, photos, pinned, cover } = group;
    if (this.renamed === id) {
      return html`<li>
        <form class="about" @submit=${(event: Event) => this.#rename(event, group)}>
          <input class="other-name field" aria-label=${strings.renameGroup(name)} .value=${name} autocomplete="off" required maxlength="200" @keydown=${this.#leave} />
          <button part="button" class="button small">${strings.done}</button>
        </form>
      </li>`;
    }
    return html`<li>
      <input type="checkbox" aria-label=${strings.chooseGroup(name)} .checked=${chosen.includes(id)} @change=${() => this.#toggle(id)} />
      <photo-search-group-thumbnail .library=${library} .photo=${cover}></photo-search-group-thumbnail>
      <div class="about">
        <button part="link" class="link" @click=${() => this.#open(group)}><bdi>${name}</bdi></button>
        <span>${strings.photos(photos.length)}</span>
      </div>
      <div class="answers">
        <button part="button" class="button small" aria-label=${strings.renameGroup(name)} @click=${() => {
          this.renamed = id;
        }}>${strings.rename}</button>
        <button part="button" class="button small" aria-label=${pinned ? strings.unpinGroup(name) : strings.pinGroup(name)} @click=${() => this.#pin(group)}>${pinned ? strings.unpin : strings.pin}</button>
      </div>
    </li>`;
  }

  async #list(): Promise<void> {
    const { library } = this;
    if (!library) return;
    this.#listing?.abort();
    const listing = new AbortController();
    this.#listing = listing;
    try {
      const groups = await library.namedGroups.list({
        signal: listing.signal,
        onProgress: (progress) => {
          this.progress = progress;
        },
      });
      if (listing.signal.aborted) return;
      this.groups = groups;
      const ids = new Set(groups.map(({ id }) => id));
      this.chosen = this.chosen.filter((id) => ids.has(id));
    } catch (error) {
      if (listing.signal.aborted) return;
      // Close the dialog because it would hide the message.
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('reported', { detail: error }));
    }
  }

  #toggle(id: string): void {
    const { chosen } = this;
    this.chosen = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
  }

  #rename(event: Event, { id }: NamedGroup): void {
    event.preventDefault();
    const name = this.otherName?.value.trim() ?? '';
    this.renamed = undefined;
    this.#request({
      done: (strings) => strings.groupRenamed(name),
      work: ({ namedGroups }) => namedGroups.rename(id, name),
    });
  }

  /** Escape leaves the name as it is, and the dialog open. */
  readonly #leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.renamed = undefined;
  };

  #pin({ id, name, pinned }: NamedGroup): void {
    this.#request({
      done: (strings) => (pinned ? strings.groupUnpinned(name) : strings.groupPinned(name)),
      work: ({ namedGroups }) => namedGroups.pin(id, !pinned),
    });
  }

  readonly #merge = (): void => {
    const [first = '', ...others] = this.chosen;
    const name = this.groups?.find(({ id }) => id === first)?.name ?? first;
    this.chosen = [];
    this.#request({
      done: (strings) => strings.groupsMerged(name),
      work: ({ namedGroups }) => namedGroups.merge(first, others),
    });
  };

  #request(detail: AlbumRequest): void {
    this.dispatchEvent(new CustomEvent('group', { detail }));
  }

  #open(detail: NamedGroup): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('open', { detail }));
  }

  /** The event does not bubble. */
  readonly #closed = { capture: true, handleEvent: (): void => this.#listing?.abort() };
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-named-groups': NamedGroupsDialog;
  }
}
