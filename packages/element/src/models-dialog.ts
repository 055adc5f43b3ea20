import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type ClipInfo, type ModelSpec, registry } from 'web-clip';
import { cardUrl } from './card-url.ts';
import { controls } from './controls.ts';
import { downloadSize } from './download-size.ts';
import { formatBytes, formatLanguages } from './format.ts';
import { sheet, sheetStyles } from './sheet.ts';
import { runsOn } from './status-line.ts';

/**
 * Says what each model is, and lets the person choose one.
 *
 * @fires choose - With the id of the model.
 */
@customElement('photo-search-models')
export class ModelsDialog extends LitElement {
  static override styles = [
    controls,
    sheetStyles,
    css`
      ul {
        display: grid;
        gap: 0.75rem;
      }

      li {
        padding: 1rem 1.1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }

      li.current {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }

      .title {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.25rem 0.75rem;
        min-height: 2rem;
      }

      h3 {
        display: inline;
        margin: 0 0.5rem 0 0;
        font-size: 1.05rem;
        font-weight: 600;
      }

      .size {
        display: inline-block;
        color: var(--muted);
        font-size: 0.9rem;
      }

      .current .in-use {
        color: var(--accent);
        font-size: 0.9rem;
        font-weight: 600;
      }

      .use {
        margin: 0.35rem 0 0.6rem;
      }

      .content > .running {
        margin: 1rem 0 0;
        font-size: 0.875rem;
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.15rem 1rem;
        margin: 0;
        font-size: 0.875rem;
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
        }

        dd:not(:last-child) {
          margin-bottom: 0.35rem;
        }
      }
    `,
  ];

  /** What runs now. */
  @property({ attribute: false }) info: ClipInfo | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { info } = this;
    return sheet(
      'Models',
      html`
          <p>
            A model decides how well words find photos. It is downloaded once, kept in this browser, and your photos
            are indexed anew with it.
          </p>
          <ul>
            ${[...registry.values()].map((model) => this.#card(model))}
          </ul>
          ${info ? html`<p class="running">Now running on ${runsOn(info)}. ${info.reason}</p>` : nothing}
        `,
    );
  }

  #card(model: ModelSpec): TemplateResult {
    const current = model.id === this.info?.model.id;
    const { about } = model;
    const bytes = downloadSize(model, this.info?.dtype);
    const bundled = model.source.kind === 'bundled';
    const card = cardUrl(model, this.info?.runtimeFiles ?? []);
    return html`
      <li class=${current ? 'current' : ''}>
        <div class="title">
          <div>
            <h3>${model.name}</h3>
            <span class="size">${bytes ? formatBytes(bytes) : 'size unknown'}${bundled ? ', included' : ''}</span>
          </div>
          ${
            current
              ? html`<span class="in-use">In use</span>`
              : html`<button
                class="button small"
                aria-label="Use this model: ${model.name}"
                @click=${() => this.#choose(model.id)}
              >
                Use this model
              </button>`
          }
        </div>
        ${
          bundled
            ? html`<p class="use">
              A small demonstration model. For your own photos, choose a larger one.
            </p>`
            : html`<p class="use">${about?.intendedUse}</p>`
        }
        <dl>
          <dt>Trained on</dt>
          <dd>${about?.trainedOn ?? 'not known'}</dd>
          <dt>Languages</dt>
          <dd>${about ? formatLanguages(about.languages) : 'not known'}</dd>
          <dt>Limits</dt>
          <dd>${about?.knownLimits ?? 'not known'}</dd>
          <dt>Licence</dt>
          <dd>
            ${card ? html`<a class="link" href=${card} target="_blank">${about?.licence ?? 'see its card'}</a>` : (about?.licence ?? 'not known')}
          </dd>
        </dl>
      </li>
    `;
  }

  #choose(id: string): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-models': ModelsDialog;
  }
}
