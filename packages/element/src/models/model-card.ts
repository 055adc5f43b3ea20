import type { ClipInfo, ModelQuality, ModelSpec, StoredModel } from '@web-clip/clip';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { cardUrl } from './card-url.ts';
import { downloadSize, missingBytes, type Running } from './download-size.ts';

/** Number of languages that are named. */
const A_FEW = 3;

/** State of a card besides its model. */
export interface CardState {
  readonly strings: Strings;
  /** The current runtime. */
  readonly info: ClipInfo | undefined;
  /** Id of the model that is being prepared to replace the current one. */
  readonly next: string | undefined;
  /** The models in this browser’s storage. */
  readonly stored: readonly StoredModel[];
  /** What the model is recommended for. */
  readonly needs?: readonly string[];
  choose(model: ModelSpec): void;
}

/** What users should know before they choose a model, and the button to choose it. */
export function modelCard(model: ModelSpec, state: CardState): TemplateResult {
  const { strings, info, next, stored, needs = [], choose } = state;
  const { about } = model;
  const current = model.id === info?.model.id;
  return html`
    <li part="card" class=${current ? 'current' : ''} data-model=${model.id}>
      ${needs.length > 0 ? html`<p class="needs">${needs.join(' · ')}</p>` : nothing}
      <div class="title">
        <h4>${model.name}</h4>
        ${
          current || model.id === next
            ? html`<span class="state" tabindex="-1">${current ? strings.inUse : strings.gettingReady}</span>`
            : html`<button
              part="button" class="button small"
              aria-label=${strings.useModelLabel(model.name)}
              @click=${() => choose(model)}
            >
              ${strings.useModel}
            </button>`
        }
      </div>
      <p class="facts">
        <span>${sizeText(strings, model, info, stored)}</span>
        <span>${about ? languagesText(strings, about.languages) : strings.languagesUnknown}</span>
        <span>${licence(strings, model, info)}</span>
      </p>
      ${about?.restriction ? html`<p class="restriction" lang="en">${about.restriction}</p>` : nothing}
      <p>
        ${model.source.kind === 'bundled' ? strings.demonstrationUse : html`<span lang="en">${about?.intendedUse}</span>`}
        ${about ? html`<span class="limits" lang="en">${about.knownLimits}</span>` : nothing}
      </p>
      ${about ? details(strings, about) : nothing}
    </li>
  `;
}

function details(
  strings: Strings,
  { trainedOn, languages, quality }: NonNullable<ModelSpec['about']>,
): TemplateResult {
  return html`
    <details>
      <summary>${strings.modelDetails}</summary>
      <dl>
        <dt>${strings.quality}</dt>
        <dd>
          ${
            quality
              ? html`${qualityText(strings, quality)} <a part="link" class="link" href=${quality.source} target="_blank">${strings.qualitySource}</a>`
              : strings.qualityUnknown
          }
        </dd>
        <dt>${strings.trainedOn}</dt>
        <dd lang="en">${trainedOn}</dd>
        <dt>${strings.languagesTitle}</dt>
        <dd>${strings.languages(languages)}</dd>
      </dl>
    </details>
  `;
}

function licence(
  strings: Strings,
  { about, ...model }: ModelSpec,
  info: ClipInfo | undefined,
): TemplateResult | string {
  const url = about?.licenseUrl ?? cardUrl(model, info?.assets);
  const text = about?.license ?? strings.licenceUnknown;
  return url ? html`<a part="link" class="link" href=${url} target="_blank">${text}</a>` : text;
}

/** @returns `English, German`, `108 languages`. */
export function languagesText(strings: Strings, codes: readonly string[]): string {
  return codes.length > A_FEW ? strings.languageCount(codes.length) : strings.languages(codes);
}

/** @returns `152 MB to download`, if known. */
export function sizeText(
  strings: Strings,
  model: ModelSpec,
  info: Running | undefined,
  stored: readonly StoredModel[],
): string {
  const bytes = downloadSize(model, info);
  if (!bytes) return strings.sizeUnknown;
  if (model.source.kind === 'bundled') return strings.sizeIncluded(bytes);
  return missingBytes(model, info, stored) ? strings.sizeToDownload(bytes) : strings.sizeStored(bytes);
}

/** @returns Published figures in plain words. */
export function qualityText(
  strings: Strings,
  { imagenet, cocoTextToImage, cocoImageToText }: ModelQuality,
): string {
  const sentences: string[] = [];
  if (cocoTextToImage !== undefined) sentences.push(strings.qualityTextToImage(cocoTextToImage));
  if (cocoImageToText !== undefined) sentences.push(strings.qualityImageToText(cocoImageToText));
  if (imagenet !== undefined) sentences.push(strings.qualityImagenet(imagenet));
  return sentences.join(' ');
}

/** Styles of {@link modelCard}. */
export const modelCardStyles = css`
  li {
    padding: 0.9rem 1.1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: anywhere;
  }

  li.current {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }

  li p {
    margin: 0.3rem 0 0;
  }

  .title {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-height: 2rem;
  }

  h4 {
    margin: 0;
    font-size: 1.05rem;
    font-weight: 600;
    line-height: 1.3;
  }

  li .needs {
    margin: 0;
    color: var(--accent);
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .state {
    color: var(--accent);
    font-size: 0.9rem;
    font-weight: 600;
  }

  .facts {
    color: var(--muted);
    font-size: 0.875rem;
  }

  .facts span {
    unicode-bidi: isolate;
  }

  .facts span + span::before {
    content: '· ';
  }

  /* Among words it may be larger than its line. */
  :is(.facts, dd) .link {
    margin-block: min(0px, (1.5em - var(--touch, 0px)) / 2);
  }

  .limits {
    color: var(--muted);
  }

  .restriction {
    padding-inline-start: 0.7rem;
    border-inline-start: 3px solid var(--accent);
    font-size: 0.9rem;
  }

  details {
    margin-top: 0.4rem;
    font-size: 0.875rem;
  }

  summary {
    width: fit-content;
    padding-block: 0.2rem;
    color: var(--muted);
    cursor: pointer;
  }

  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.3rem 1rem;
    margin: 0.3rem 0 0;
  }

  dt {
    color: var(--muted);
  }

  dd {
    margin: 0;
  }

  dd::first-letter {
    text-transform: uppercase;
  }

  @media (max-width: 30rem) {
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }

    dd:not(:last-child) {
      margin-bottom: 0.35rem;
    }
  }
`;
