import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { takenAt } from '../gallery/photo-date.ts';
import { around, type Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { fileName } from '../ui/format.ts';
import { groupStyles } from './group-styles.ts';
import { keepReason } from './keep-reason.ts';
import { type ListedGroup, toHide } from './listed-groups.ts';
import './group-thumbnail.ts';

/** What the user wants to keep of a group, or not. */
export interface KeepChoice {
  /** Id of the photo. */
  readonly id: number;
  readonly isKept: boolean;
}

/**
 * A group of photos, of which the user keeps some.
 *
 * @fires keep - With a {@link KeepChoice}.
 * @fires compare - When the photos should be compared.
 * @fires hide - When the others should be hidden.
 * @fires move - When the others should be moved.
 */
@customElement('photo-search-group')
export class PhotoGroup extends LitElement {
  static override styles = [controls, groupStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) group!: ListedGroup;
  /** Where thumbnails come from. */
  @property({ attribute: false }) library: Pick<Library, 'thumbnail'> | undefined;
  /** Says where a photo is. */
  @property({ attribute: false }) folderOf: (photo: Photo) => string = () => '';
  /** Number of the others that can be moved. */
  @property({ attribute: false }) movable = 0;
  @query('.hide') private hideButton!: HTMLButtonElement;

  /** Focuses the button that hides photos. */
  override focus(): void {
    this.hideButton.focus();
  }

  protected override render(): TemplateResult {
    const { strings, group } = this;
    const { kind, photos } = group;
    const isMoment = kind === 'sameMoment';
    return html`
      <p class="lead" id="lead">${isMoment ? this.#moment() : this.#reason()}</p>
      <div
        class="photos"
        role=${isMoment ? 'group' : 'radiogroup'}
        aria-label=${isMoment ? strings.keepWhichOnes : strings.keepWhich}
        aria-describedby="lead"
      >
        ${repeat(
          photos,
          ({ id }) => id,
          (photo) => this.#photo(photo),
        )}
      </div>
      <div class="answers">
        <button
          part="button"
          class="button small"
          aria-haspopup="dialog"
          aria-label=${strings.compareLabel(this.#name)}
          @click=${() => this.dispatchEvent(new Event('compare'))}
        >${strings.compare}</button>
        ${this.#hideAnswer()}
        ${
          this.movable > 0
            ? html`<button
              part="button"
              class="button small"
              aria-label=${strings.moveCopiesOf(this.movable, this.#name)}
              @click=${() => this.dispatchEvent(new Event('move'))}
            >${strings.moveCopies(this.movable)}</button>`
            : nothing
        }
      </div>
    `;
  }

  /** What the group is called in the names of its buttons. */
  get #name(): string {
    const { photos, kept } = this.group;
    const [first] = photos;
    return fileName((photos.find(({ id }) => kept.has(id)) ?? first)?.path ?? '');
  }

  #reason(): TemplateResult {
    const { strings, group } = this;
    const { why, photos } = group;
    const [before, after] = around(strings.keepLabel);
    const reason = why ? keepReason(strings, why, photos.length - 1) : strings.ownChoice;
    return html`<strong>${before}<bdi>${this.#name}</bdi>${after}</strong> <span>${reason}</span>`;
  }

  #moment(): TemplateResult {
    const { strings, group } = this;
    const [first] = group.photos;
    return html`
      <strong>${first ? takenAt(strings, first).when : nothing}</strong>
      <span>${strings.photos(group.photos.length)}</span>
    `;
  }

  #photo(photo: Photo): TemplateResult {
    const { strings, group } = this;
    const { id, path, width, height } = photo;
    const isKept = group.kept.has(id);
    const folder = this.folderOf(photo);
    return html`
      <label class="photo">
        <input
          type=${group.kind === 'sameMoment' ? 'checkbox' : 'radio'}
          name="keep"
          .checked=${isKept}
          @change=${({ currentTarget }: Event) => this.#choose(id, (currentTarget as HTMLInputElement).checked)}
        />
        <photo-search-group-thumbnail .library=${this.library} .photo=${id}></photo-search-group-thumbnail>
        ${isKept ? html`<span class="tag" aria-hidden="true">${strings.keep}</span>` : nothing}
        <bdi class="name">${fileName(path)}</bdi>
        ${folder ? html`<bdi>${folder}</bdi>` : nothing}
        <bdi>${strings.pixels(width, height)}</bdi>
        ${id === group.sharpest ? html`<span>${strings.sharpest}</span>` : nothing}
      </label>
    `;
  }

  #hideAnswer(): TemplateResult {
    const { strings, group } = this;
    const count = toHide(group).length;
    const isMoment = group.kind === 'sameMoment';
    // Of a moment, all may be kept, or none so far.
    const isPossible = count > 0 && count < group.photos.length;
    return html`
      <button
        part="button"
        class="button small hide"
        aria-disabled=${!isPossible}
        aria-label=${isMoment ? strings.hideOthersOf(count, this.#name) : strings.hideCopiesOf(count, this.#name)}
        @click=${() => isPossible && this.dispatchEvent(new Event('hide'))}
      >${isMoment ? strings.hideOthers(count) : strings.hideCopies(count)}</button>
    `;
  }

  #choose(id: number, isKept: boolean): void {
    this.dispatchEvent(new CustomEvent<KeepChoice>('keep', { detail: { id, isKept } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-group': PhotoGroup;
  }
}
