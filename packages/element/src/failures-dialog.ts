import type { Photo } from '@web-clip/photos';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls } from './controls.ts';
import { counted } from './format.ts';
import { closeIcon } from './icons.ts';

/** Lists the files that could not be read, with the reason. */
@customElement('photo-search-failures')
export class FailuresDialog extends LitElement {
  static override styles = [
    controls,
    css`
      .content > p {
        margin: 0 0 1rem;
        color: var(--muted);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        padding: 0.6rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      li span {
        display: block;
        color: var(--muted);
        font-size: 0.875rem;
      }
    `,
  ];

  @state() private failures: readonly Photo[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(failures: readonly Photo[]): void {
    this.failures = failures;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog class="sheet" closedby="any" aria-labelledby="title">
        <header>
          <h2 id="title">${counted(this.failures.length, 'file')} could not be read</h2>
          <button class="icon-button" aria-label="Close" @click=${() => this.dialog.close()}>${closeIcon}</button>
        </header>
        <div class="content">
          <p>The other photos are searched without them. A file is tried again when it has changed.</p>
          <ul>
            ${this.failures.map(({ path, failure }) => html`<li>${path}<span>${failure?.message}</span></li>`)}
          </ul>
        </div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-failures': FailuresDialog;
  }
}
