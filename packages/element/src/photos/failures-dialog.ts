import type { Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles, rowStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';

/** Maximum number of files in the list. A folder whose permission was revoked may have a hundred thousand. */
const MOST = 500;

/** Lists the files that could not be read, with the reason. */
@customElement('photo-search-failures')
export class FailuresDialog extends LitElement {
  static override styles = [controls, dialogStyles, rowStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @state() private failures: readonly Photo[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(failures: readonly Photo[]): void {
    this.failures = failures;
    showModal(this.dialog);
  }

  protected override render(): TemplateResult {
    const { strings, failures } = this;
    return dialogContent(
      strings,
      strings.filesUnread(failures.length),
      html`
        <p>${strings.filesUnreadHint}</p>
        <ul>
          ${failures.slice(0, MOST).map((photo) => this.#entry(photo))}
          ${failures.length > MOST ? html`<li>${strings.moreFiles(failures.length - MOST)}</li>` : nothing}
        </ul>
      `,
    );
  }

  #entry({ path, failure }: Photo): TemplateResult {
    const advice = failure && this.strings.advice(failure.code);
    return html`
      <li>
        <bdi>${path}</bdi>
        ${advice ? html`<span>${advice}</span>` : nothing}<span lang="en">${failure?.message}</span>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-failures': FailuresDialog;
  }
}
