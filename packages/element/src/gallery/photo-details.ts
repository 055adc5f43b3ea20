import type { Library, Photo, Place } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { drawPlaceMap } from '../map/place-map.ts';
import { clockTime, formatName } from '../ui/format.ts';
import { takenAt } from './photo-date.ts';

/** What is known of one photo: when, where and how it was taken, and what its file is. */
@customElement('photo-search-details')
export class PhotoDetails extends LitElement {
  static override styles = css`
    :host {
      display: block;
      padding: 0.25rem 1.25rem 1.25rem;
      font-size: 0.875rem;
      overflow-wrap: anywhere;
    }

    dl {
      margin: 0;
    }

    dt {
      margin-top: 0.9rem;
      font-size: 0.75rem;
      color: color-mix(in oklab, currentcolor 75%, transparent);
    }

    dd {
      margin: 0;
      unicode-bidi: plaintext;
      text-align: start;
    }

    .aside {
      color: color-mix(in oklab, currentcolor 75%, transparent);
      font-size: 0.8125rem;
      font-variant-numeric: tabular-nums;
    }

    canvas {
      display: block;
      width: 100%;
      max-width: 22rem;
      height: 9rem;
      margin-top: 0.5rem;
      border-radius: 8px;
      background: rgb(120 160 200 / 0.16);
    }
  `;

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) photo: Photo | undefined;
  /** Names the place. */
  @property({ attribute: false }) library: Pick<Library, 'placeAt'> | undefined;
  /** BCP 47 tag, for the name of the country. */
  @property() language = 'en';

  @state() private place: Place | undefined;
  @query('canvas') private canvas!: HTMLCanvasElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('photo') && !changed.has('library') && !changed.has('language')) return;
    if (changed.has('photo')) this.place = undefined;
    void this.#findPlace();
  }

  async #findPlace(): Promise<void> {
    const { photo, library, language } = this;
    if (!photo?.location || !library) return;
    // Coordinates and map say enough if the names cannot be loaded.
    const place = await library.placeAt(photo.location, language).catch(() => undefined);
    if (this.photo?.id === photo.id && this.language === language) this.place = place;
  }

  protected override updated(): void {
    const location = this.photo?.location;
    if (!this.canvas || !location) return;
    drawPlaceMap(this.canvas, location, {
      land: 'rgb(255 255 255 / 0.22)',
      border: 'rgb(0 0 0 / 0.5)',
      point: '#ffb454',
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { strings, photo } = this;
    if (!photo) return nothing;
    const { camera, lens, width, height, size, format, kind, generated, path, video } = photo;
    const { when, source } = takenAt(strings, photo);
    return html`
      <dl>
        ${entry(strings.detailDate, when, source)}
        ${entry(strings.detailCamera, camera, lens)}
        ${entry(strings.detailExposure, this.#exposure(photo))}
        ${this.#placeEntry(photo)}
        ${generated ? entry(strings.detailOrigin, strings.generated(generated)) : nothing}
        ${kind ? entry(strings.detailKind, strings.kindOfPhoto(kind)) : nothing}
        ${video ? entry(strings.detailLength, clockTime(video.seconds)) : nothing}
        ${entry(
          strings.detailSize,
          strings.pixels(width, height),
          strings.megapixels((width * height) / 1e6),
        )}
        ${entry(
          strings.detailFile,
          path,
          [format && formatName(format), strings.bytes(size)].filter(Boolean).join(' · '),
        )}
      </dl>
    `;
  }

  #exposure({ exposure = {} }: Photo): string {
    const { strings } = this;
    const { seconds, aperture, iso, focalLength, focalLength35 } = exposure;
    return [
      seconds !== undefined && strings.exposureTime(seconds),
      aperture !== undefined && strings.aperture(aperture),
      iso !== undefined && strings.iso(iso),
      focalLength !== undefined && strings.focalLength(focalLength, focalLength35),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  #placeEntry({ location }: Photo): TemplateResult | typeof nothing {
    if (!location) return nothing;
    const { strings, place } = this;
    const { latitude, longitude, altitude } = location;
    const names = place && [...new Set([place.city, place.region, place.country])].filter(Boolean).join(', ');
    const coordinates = [
      strings.coordinates(latitude, longitude),
      altitude !== undefined && strings.altitude(altitude),
    ];
    return html`
      <dt>${strings.detailPlace}</dt>
      ${names ? html`<dd class="place">${names}</dd>` : nothing}
      <dd class="aside">${coordinates.filter(Boolean).join(' · ')}</dd>
      <dd>
        <canvas role="img" aria-label=${strings.mapOf(names || strings.coordinates(latitude, longitude))}></canvas>
        ${names ? html`<span class="aside">${strings.placesCredit}</span>` : nothing}
      </dd>
    `;
  }
}

/** @returns A term with its description, and more of it in a second line; nothing without a description. */
function entry(term: string, description = '', more = ''): TemplateResult | typeof nothing {
  if (!description) return nothing;
  return html`
    <dt>${term}</dt>
    <dd>${description}</dd>
    ${more ? html`<dd class="aside">${more}</dd>` : nothing}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-details': PhotoDetails;
  }
}
