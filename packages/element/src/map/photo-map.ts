import type { Library } from '@web-clip/photos';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { controls } from '../ui/controls.ts';
import { closeIcon, zoomInIcon, zoomOutIcon } from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';
import { type Cluster, LocatedPhotos } from './clusters.ts';
import { drawWorld } from './draw-world.ts';
import { MapCamera } from './map-camera.ts';
import { MapGestures } from './map-gestures.ts';
import { mapStyles } from './map-styles.ts';
import { type Degrees, toDegrees } from './mercator.ts';
import { PlaceLabels } from './place-labels.ts';

/** Where photos were taken, as a filter says it. */
export interface Nearby {
  /** In degrees of WGS 84. */
  readonly near: Degrees;
  /** How far they reach, in kilometres. */
  readonly km: number;
}

/** Pixels around the view in which clusters are there already when the map is moved. */
const MARGIN = 160;

/** Levels from which on clusters have the names of places: below, one name would stand for a country. */
const NAMED_FROM = 4;

/** Pixels that an arrow key moves the map. */
const STEP = 120;

/**
 * A dialog with a map of photos, drawn in the browser without asking any server. Photos that are close to each other are
 * one cluster, which opens to a search.
 *
 * @fires nearby - With {@link Nearby}: the cluster that the user chose. The map has closed.
 */
@customElement('photo-search-map')
export class PhotoMap extends LitElement {
  static override styles = [controls, mapStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The photos to show, of which those without a place are left out. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Names the places. */
  @property({ attribute: false }) library: Pick<Library, 'placeAt'> | undefined;
  /** BCP 47 tag, for the names of countries. */
  @property() language = 'en';

  @state() private camera: MapCamera | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.view') private view!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @state() private isOpen = false;
  #located: LocatedPhotos | undefined;
  readonly #labels = new PlaceLabels(() => this.requestUpdate());
  readonly #gestures = new MapGestures((change) => {
    this.camera = this.camera && change(this.camera);
  });
  readonly #resizes = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === 0 || !this.dialog.open) return;
    this.camera = this.camera?.resized(width, height) ?? MapCamera.around(this.#photos.area, width, height);
  });

  /** Opens the map, with all photos in view. */
  async show(): Promise<void> {
    this.camera = undefined;
    this.isOpen = true;
    await this.updateComplete;
    showModal(this.dialog);
    this.view.focus();
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.view);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resizes.observe(this.view);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('items')) this.#located = undefined;
  }

  /** Found when they are needed, because this takes long and the map is closed most of the time. */
  get #photos(): LocatedPhotos {
    this.#located ??= new LocatedPhotos(this.items);
    return this.#located;
  }

  protected override updated(): void {
    if (this.isOpen && this.camera) drawWorld(this.canvas, this.camera);
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    return html`
      <dialog part="dialog" aria-labelledby="title" @keydown=${this.#pressed} @close=${this.#closed}>
        <div
          class="view"
          role="group"
          tabindex="0"
          aria-label=${strings.mapHint}
          @pointerdown=${this.#gestures.down}
          @pointermove=${this.#gestures.move}
          @pointerup=${this.#gestures.up}
          @pointercancel=${this.#gestures.up}
          @wheel=${this.#gestures.wheel}
          @dblclick=${this.#gestures.doubleClick}
        >
          <canvas aria-hidden="true"></canvas>
          ${this.isOpen && this.camera ? this.#clusters(this.camera) : nothing}
        </div>
        <h2 part="dialog-title" id="title">${this.isOpen ? strings.photosOnMap(this.#photos.matches.length) : nothing}</h2>
        <div class="buttons">
          <button part="icon-button" class="icon-button close" aria-label=${strings.close} title=${strings.close} @click=${() => this.dialog.close()}>${closeIcon}</button>
          <button part="icon-button" class="icon-button" aria-label=${strings.zoomIn} title=${strings.zoomIn} @click=${() => this.#zoom(1)}>${zoomInIcon}</button>
          <button part="icon-button" class="icon-button" aria-label=${strings.zoomOut} title=${strings.zoomOut} @click=${() => this.#zoom(-1)}>${zoomOutIcon}</button>
        </div>
        <p class="credit">${strings.mapCredit}</p>
      </dialog>
    `;
  }

  #clusters(camera: MapCamera): unknown {
    const { strings } = this;
    const level = Math.round(camera.zoom);
    const clusters = this.#photos.clusters(level, camera.area(MARGIN));
    return repeat(
      // From west to east, as they are read.
      clusters.sort((a, b) => a.x - b.x),
      ({ key }) => `${level} ${key}`,
      (cluster) => {
        const { x, y } = camera.toView(cluster);
        const name =
          level >= NAMED_FROM
            ? this.#labels.at(`${level} ${cluster.key}`, toDegrees(cluster), this.language, this.library)
            : undefined;
        const label = strings.photosAt(cluster.count, name);
        const at = `transform:translate(calc(${x.toFixed(1)}px - 50%),calc(${y.toFixed(1)}px - 50%))`;
        return html`
          <button
            class="cluster"
            .style=${at}
            aria-label=${label}
            title=${label}
            @click=${(event: MouseEvent) => this.#open(event, cluster)}
          >${strings.clusterCount(cluster.count)}</button>
          ${name ? html`<span class="name" aria-hidden="true" .style=${at}>${name}</span>` : nothing}
        `;
      },
    );
  }

  #closed(): void {
    // It may have been opened again meanwhile.
    this.isOpen = this.dialog.open;
  }

  #zoom(levels: number): void {
    this.camera = this.camera?.zoomedBy(levels);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [STEP, 0],
      ArrowRight: [-STEP, 0],
      ArrowUp: [0, STEP],
      ArrowDown: [0, -STEP],
    };
    const move = moves[event.key];
    if (move) this.camera = this.camera?.movedBy(...move);
    else if (event.key === '+' || event.key === '=') this.#zoom(1);
    else if (event.key === '-') this.#zoom(-1);
    else return;
    event.preventDefault();
  }

  #open({ detail: clicks }: MouseEvent, cluster: Cluster): void {
    // A key does not click.
    if (this.#gestures.wasDrag && clicks > 0) return;
    const { latitude, longitude } = toDegrees(cluster);
    const near = { latitude: rounded(latitude), longitude: rounded(longitude) };
    const detail: Nearby = { near, km: cluster.km };
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('nearby', { detail }));
  }
}

/** Three decimals of a degree are a hundred metres, and fit into a chip. */
const rounded = (degrees: number): number => Number(degrees.toFixed(3));

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-map': PhotoMap;
  }
}
