import type { Library } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { controls } from '../ui/controls.ts';
import { closeIcon, zoomInIcon, zoomOutIcon } from '../ui/icons.ts';
import { showModal } from '../ui/modal.ts';
import { type Cluster, LocatedPhotos } from './clusters.ts';
import { MapCamera } from './map-camera.ts';
import { MapGestures } from './map-gestures.ts';
import { type Degrees, toDegrees } from './mercator.ts';
import { PlaceLabels } from './place-labels.ts';
import { bordersPath, landPath, UNITS } from './world-path.ts';

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
  static override styles = [
    controls,
    css`
      dialog {
        width: min(75rem, calc(100vw - 2rem));
        height: calc(100dvh - 2rem);
        max-width: none;
        max-height: none;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) * 1.6);
        background: var(--sea);
        color: var(--text);
        font: 1rem / 1.5 var(--font);
        overflow: hidden;
        --sea: light-dark(#dfe7ec, #10171a);
      }

      dialog::backdrop {
        background: rgb(8 12 10 / 0.5);
      }

      .view {
        position: absolute;
        inset: 0;
        overflow: hidden;
        cursor: grab;
        touch-action: none;
        border-radius: inherit;
      }

      .view:focus-visible {
        outline-offset: -3px;
      }

      canvas {
        position: absolute;
        width: 100%;
        height: 100%;
        /* Of the land and the borders in it, which a script draws. */
        color: light-dark(#fbfbf8, #2a322f);
        border-color: light-dark(#c3cac5, #4a5650);
      }

      .cluster {
        position: absolute;
        top: 0;
        left: 0;
        display: grid;
        place-items: center;
        min-width: max(2.25rem, var(--touch, 0px));
        height: max(2.25rem, var(--touch, 0px));
        padding: 0 0.5rem;
        border: 2px solid var(--page);
        border-radius: 2rem;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 0.8125rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        box-shadow: 0 1px 4px rgb(0 0 0 / 0.4);
      }

      .name {
        position: absolute;
        top: 1.9rem;
        left: 0;
        max-width: 8rem;
        overflow: hidden;
        color: var(--text);
        font-size: 0.75rem;
        font-weight: 550;
        text-overflow: ellipsis;
        white-space: nowrap;
        text-shadow:
          0 0 3px var(--sea),
          0 0 3px var(--sea),
          0 0 6px var(--sea);
        pointer-events: none;
      }

      .buttons {
        position: absolute;
        inset-block-start: 0.75rem;
        inset-inline-end: 0.75rem;
        display: grid;
        gap: 0.4rem;
      }

      .buttons button {
        border-color: var(--line);
        background: var(--surface);
      }

      h2 {
        position: absolute;
        inset-block-start: 0.75rem;
        inset-inline-start: 0.75rem;
        max-width: calc(100% - 6rem);
        margin: 0;
        padding: 0.4rem 0.9rem;
        border-radius: var(--radius);
        background: var(--surface);
        font-size: 0.9375rem;
        font-weight: 600;
        pointer-events: none;
      }

      .credit {
        position: absolute;
        inset-block-end: 0;
        inset-inline-end: 0;
        margin: 0;
        padding: 0.1rem 0.6rem;
        border-start-start-radius: var(--radius);
        background: color-mix(in oklab, var(--page) 80%, transparent);
        font-size: 0.6875rem;
        pointer-events: none;
      }

      @media (max-width: 40rem) {
        dialog {
          width: 100vw;
          height: 100dvh;
          border: 0;
          border-radius: 0;
        }

        .buttons {
          inset-block-start: max(0.75rem, env(safe-area-inset-top, 0px));
        }
      }
    `,
  ];

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
  #photos = new LocatedPhotos([]);
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
    await this.updateComplete;
    this.camera = undefined;
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
    if (changed.has('items')) this.#photos = new LocatedPhotos(this.items);
  }

  protected override updated(): void {
    if (this.camera) this.#draw(this.camera);
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    return html`
      <dialog part="dialog" aria-labelledby="title" @keydown=${this.#pressed}>
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
          ${this.camera ? this.#clusters(this.camera) : nothing}
        </div>
        <h2 part="dialog-title" id="title">${strings.photosOnMap(this.#photos.matches.length)}</h2>
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

  #draw(camera: MapCamera): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { width, height, scale, center } = camera;
    const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    // Setting the size clears a canvas, and takes long.
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across;
      this.canvas.height = down;
    }
    const { color, borderTopColor } = getComputedStyle(this.canvas);
    const unit = (scale * devicePixelRatio) / UNITS;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, across, down);
    context.setTransform(
      unit,
      0,
      0,
      unit,
      across / 2 - center.x * UNITS * unit,
      down / 2 - center.y * UNITS * unit,
    );
    context.fillStyle = color;
    context.fill(landPath);
    context.strokeStyle = borderTopColor;
    context.lineWidth = devicePixelRatio / unit;
    context.stroke(bordersPath);
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
