import { css, html, nothing, type TemplateResult } from 'lit';
import type { ClipInfo, ModelQuality, ModelSpec, StoredModel } from 'web-clip';
import { formatBytes, formatLanguages, formatLanguagesShort } from '../ui/format.ts';
import { cardUrl } from './card-url.ts';
import { downloadSize, missingBytes, type Running } from './download-size.ts';

/** State of a card besides its model. */
export interface CardState {
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
  const { info, next, stored, needs = [], choose } = state;
  const { about } = model;
  const current = model.id === info?.model.id;
  return html`
    <li class=${current ? 'current' : ''} data-model=${model.id}>
      ${needs.length > 0 ? html`<p class="needs">${needs.join(' · ')}</p>` : nothing}
      <div class="title">
        <h4>${model.name}</h4>
        ${
          current || model.id === next
            ? html`<span class="state" tabindex="-1">${current ? 'In use' : 'Getting ready'}</span>`
            : html`<button
              class="button small"
              aria-label="Use this model: ${model.name}"
              @click=${() => choose(model)}
            >
              Use this model
            </button>`
        }
      </div>
      <p class="facts">
        <span>${sizeText(model, info, stored)}</span>
        <span>${about ? formatLanguagesShort(about.languages) : 'languages unknown'}</span>
        <span>${licence(model, info)}</span>
      </p>
      ${about?.restriction ? html`<p class="restriction">${about.restriction}</p>` : nothing}
      <p>
        ${model.source.kind === 'bundled' ? 'A small demonstration model. For your own photos, choose a larger one.' : about?.intendedUse}
        ${about ? html`<span class="limits">${about.knownLimits}</span>` : nothing}
      </p>
      ${about ? details(about) : nothing}
    </li>
  `;
}

function details({ trainedOn, languages, quality }: NonNullable<ModelSpec['about']>): TemplateResult {
  return html`
    <details>
      <summary>Quality, training and languages</summary>
      <dl>
        <dt>Quality</dt>
        <dd>
          ${
            quality
              ? html`${qualityText(quality)} <a class="link" href=${quality.source} target="_blank">Source</a>`
              : 'No published results.'
          }
        </dd>
        <dt>Trained on</dt>
        <dd>${trainedOn}</dd>
        <dt>Languages</dt>
        <dd>${formatLanguages(languages)}</dd>
      </dl>
    </details>
  `;
}

function licence({ about, ...model }: ModelSpec, info: ClipInfo | undefined): TemplateResult | string {
  const url = about?.licenseUrl ?? cardUrl(model, info?.assets);
  const text = about?.license ?? 'licence unknown';
  return url ? html`<a class="link" href=${url} target="_blank">${text}</a>` : text;
}

/** @returns `152 MB to download`, if known. */
export function sizeText(
  model: ModelSpec,
  info: Running | undefined,
  stored: readonly StoredModel[],
): string {
  const bytes = downloadSize(model, info);
  if (!bytes) return 'size unknown';
  if (model.source.kind === 'bundled') return `${formatBytes(bytes)} included`;
  return `${formatBytes(bytes)} ${missingBytes(model, info, stored) ? 'to download' : 'stored'}`;
}

/** @returns Published figures in plain words. */
export function qualityText({ imagenet, cocoTextToImage, cocoImageToText }: ModelQuality): string {
  const sentences: string[] = [];
  if (cocoTextToImage !== undefined)
    sentences.push(
      `For ${cocoTextToImage}% of descriptions, the right picture comes first among 5,000 (COCO).`,
    );
  if (cocoImageToText !== undefined)
    sentences.push(`For ${cocoImageToText}% of pictures, a right description comes first.`);
  if (imagenet !== undefined)
    sentences.push(`It picks the right name out of 1,000 for ${imagenet}% of pictures (ImageNet).`);
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
