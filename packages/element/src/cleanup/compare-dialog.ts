import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type PictureSource, Pictures } from '../gallery/pictures.ts';
import type { StagedPhoto } from '../gallery/stage-slide.ts';
import { FITTED, type Pose } from '../gallery/zoom.ts';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { fileName } from '../ui/format.ts';
import { zoomInIcon, zoomOutIcon } from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';
import type { ComparePane, PoseChange } from './compare-pane.ts';
import { compareStyles } from './compare-styles.ts';
import { differenceTable } from './difference-table.ts';
import { type ListedGroup, toHide } from './listed-groups.ts';
import type { KeepChoice } from './photo-group.ts';
import { PlaceNames } from './place-names.ts';
import { equalSizes, movedInStep, screenPixels, showsSquares } from './shared-pose.ts';
import './compare-pane.ts';
import './group-thumbnail.ts';

/** Zoom factor of a key or a button. */
const STEP = 1.5;

/** How far an arrow key moves enlarged photos, as a fraction of their pane. */
const PAN = 0.2;

const UNMOVED = { x: 0, y: 0 };

/**
 * Compares two photos of a group side by side, with a table of what differs.
 *
 * @fires keep - With a {@link KeepChoice}.
 * @fires hide - When the others should be hidden. The dialog is closing.
 * @fires closed - When it has closed.
 */
@customElement('photo-search-compare')
export class CompareDialog extends LitElement {
  static override styles = [controls, dialogStyles, compareStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** Language of the texts, as a BCP 47 tag. */
  @property() language = 'en';
  /** Where the pictures come from. */
  @property({ attribute: false }) library: (PictureSource & Pick<Library, 'placeAt'>) | undefined;
  /** Says where a photo is. */
  @property({ attribute: false }) folderOf: (photo: Photo) => string = () => '';
  /** The group. The dialog closes when there is none any more. */
  @property({ attribute: false }) group: ListedGroup | undefined;
  /** Ids of the photo on the left and of the one beside it. */
  @state() private pair: readonly [number, number] = [0, 0];
  @state() private pose: Pose = FITTED;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.panes') private panes!: HTMLElement;
  @query('photo-search-compare-pane') private pane!: ComparePane | null;
  readonly #pictures = new Pictures(() => {
    this.requestUpdate();
    this.#sharpen();
  });
  readonly #places = new PlaceNames(() => this.requestUpdate());
  readonly #resizes = new ResizeObserver(() => this.#move(UNMOVED, 1));

  /** Opens with the photo to keep and the first of the others. */
  async show(): Promise<void> {
    const { photos = [], kept } = this.group ?? {};
    const left = photos.find(({ id }) => kept?.has(id)) ?? photos[0];
    const right = photos.find((photo) => photo !== left);
    if (!left || !right) return;
    this.pair = [left.id, right.id];
    this.pose = FITTED;
    await this.updateComplete;
    showModal(this.dialog);
    this.panes.focus();
    this.#resizes.observe(this.panes);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.#pictures.source = this.library;
  }

  protected override updated(): void {
    if (!this.group) this.dialog.close();
    if (!this.dialog.open) return;
    const pair = this.#pair;
    this.#pictures.want(pair);
    this.#places.want(pair, this.language, this.library);
  }

  protected override render(): TemplateResult {
    const { strings, group } = this;
    return html`
      <div @keydown=${this.#pressed} @close=${this.#closed}>
        ${dialogContent(strings, strings.compare, group ? this.#content(group, this.#pair) : html``)}
      </div>
    `;
  }

  #content(group: ListedGroup, [left, right]: readonly [Photo, Photo]): TemplateResult {
    const { strings } = this;
    const sizes = equalSizes([left, right] as const);
    const isMoment = group.kind === 'sameMoment';
    const count = toHide(group).length;
    const isPossible = count > 0 && count < group.photos.length;
    return html`
      <div class="panes" tabindex="0" role="group" aria-label=${strings.compareHint}>
        ${[left, right].map((photo, i) => this.#figure(photo, sizes[i === 0 ? 0 : 1]))}
      </div>
      <div class="tools">
        <button part="icon-button" class="icon-button" aria-label=${strings.zoomOut} title=${strings.zoomOut} @click=${() => this.#move(UNMOVED, 1 / STEP)}>${zoomOutIcon}</button>
        <button part="icon-button" class="icon-button" aria-label=${strings.zoomIn} title=${strings.zoomIn} @click=${() => this.#move(UNMOVED, STEP)}>${zoomInIcon}</button>
        <p class="percent" role="status">${this.#zoomText(sizes[0])}</p>
        <button
          part="button"
          class="button small hide"
          aria-disabled=${!isPossible}
          @click=${() => isPossible && this.#hide()}
        >${isMoment ? strings.hideOthers(count) : strings.hideCopies(count)}</button>
      </div>
      ${group.photos.length > 2 ? this.#others(group) : nothing}
      ${differenceTable(strings, [left, right], { folderOf: this.folderOf, placeOf: (photo) => this.#places.of(strings, photo) })}
    `;
  }

  #figure(photo: Photo, size: { width: number; height: number }): TemplateResult {
    const { strings, group, pose } = this;
    const { id, path } = photo;
    const name = fileName(path);
    const { lack, ...picture } = this.#pictures.of(photo);
    const staged: StagedPhoto = { ...picture, lack, id, name, ...size, turn: 0 };
    const pane = this.pane?.size;
    return html`
      <figure>
        <photo-search-compare-pane
          .photo=${staged}
          .pose=${pose}
          ?pixels=${pane !== undefined && showsSquares(pose, size, pane, devicePixelRatio)}
          @pose=${({ detail }: CustomEvent<PoseChange>) => this.#place(detail)}
        ></photo-search-compare-pane>
        <figcaption>
          <bdi>${name}</bdi>
          <button
            part="button"
            class="button small keep"
            aria-pressed=${group?.kept.has(id) ?? false}
            aria-label=${strings.keepLabel(name)}
            @click=${() => this.#keep(id)}
          >${strings.keep}</button>
          ${lack ? html`<p class="lack">${lack === 'unreachable' ? strings.previewOfUnreachable : strings.previewOfUndecodable}</p>` : nothing}
        </figcaption>
      </figure>
    `;
  }

  /** The photos that the left one can be compared with. */
  #others({ photos }: ListedGroup): TemplateResult {
    const [left, right] = this.pair;
    return html`
      <fieldset>
        <legend>${this.strings.compareWith}</legend>
        ${photos
          .filter(({ id }) => id !== left)
          .map(
            ({ id, path }) => html`
              <label title=${fileName(path)}>
                <input
                  type="radio"
                  name="other"
                  aria-label=${fileName(path)}
                  .checked=${id === right}
                  @change=${() => {
                    this.pair = [left, id];
                  }}
                />
                <photo-search-group-thumbnail .library=${this.library} .photo=${id}></photo-search-group-thumbnail>
              </label>
            `,
          )}
      </fieldset>
    `;
  }

  /** The two photos, as long as they are in the group. */
  get #pair(): readonly [Photo, Photo] {
    const photos = this.group?.photos ?? [];
    const [left, right] = this.pair.map((wanted) => photos.find(({ id }) => id === wanted));
    return [left ?? photos[0], right ?? photos[1]] as unknown as [Photo, Photo];
  }

  #zoomText(size: { width: number; height: number }): string {
    const { strings, pose, pane } = this;
    if (!pane || pose.scale === 1) return strings.wholePhoto;
    const shown = screenPixels(pose, size, pane.size, devicePixelRatio);
    return strings.zoom(Math.round((100 * shown) / Math.max(size.width, size.height)));
  }

  #keep(id: number): void {
    const { group } = this;
    if (!group) return;
    const isKept = group.kind === 'samePicture' || !group.kept.has(id);
    this.dispatchEvent(new CustomEvent<KeepChoice>('keep', { detail: { id, isKept } }));
  }

  #hide(): void {
    this.dialog.close();
    this.dispatchEvent(new Event('hide'));
  }

  #move(by: { x: number; y: number }, factor: number): void {
    this.#place({ about: UNMOVED, factor, by });
  }

  #place(change: PoseChange): void {
    const { pane } = this;
    if (!pane || !this.group) return;
    this.pose = movedInStep(this.pose, change, equalSizes(this.#pair), pane.size, devicePixelRatio);
    this.#sharpen();
  }

  /** Gets all pixels once those of the screen are not enough. */
  #sharpen(): void {
    const { pane, pose } = this;
    if (!pane || !this.group || pose.scale === 1) return;
    const pair = this.#pair;
    const needed = screenPixels(pose, equalSizes(pair)[0], pane.size, devicePixelRatio);
    for (const photo of pair) void this.#pictures.sharpen(photo, needed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { width, height } = this.pane?.size ?? { width: 0, height: 0 };
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [PAN * width, 0],
      ArrowRight: [-PAN * width, 0],
      ArrowUp: [0, PAN * height],
      ArrowDown: [0, -PAN * height],
    };
    const [x = 0, y = 0] = moves[event.key] ?? [];
    if (event.key === '+' || event.key === '=') this.#move(UNMOVED, STEP);
    else if (event.key === '-') this.#move(UNMOVED, 1 / STEP);
    else if (event.key === '0') this.pose = FITTED;
    // Elsewhere arrows choose a photo, or scroll.
    else if ((x || y) && event.target === this.panes && this.pose.scale > 1) this.#move({ x, y }, 1);
    else return;
    event.preventDefault();
  };

  /** The event does not bubble. */
  readonly #closed = {
    capture: true,
    handleEvent: (): void => {
      this.#release();
      this.dispatchEvent(new Event('closed'));
    },
  };

  #release(): void {
    this.#resizes.disconnect();
    this.#pictures.end();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-compare': CompareDialog;
  }
}
