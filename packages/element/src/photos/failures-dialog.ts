import type { Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles, rowStyles } from '../ui/dialog.ts';
import { counted } from '../ui/format.ts';
import { showModal } from '../ui/modal.ts';

/** Maximum number of files in the list. A folder whose permission was revoked may have a hundred thousand. */
const MOST = 500;

/** Lists the files that could not be read, with the reason. */
@customElement('photo-search-failures')
export class FailuresDialog extends LitElement {
  static override styles = [controls, dialogStyles, rowStyles];

  @state() private failures: readonly Photo[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(failures: readonly Photo[]): void {
    this.failures = failures;
    showModal(this.dialog);
  }

  protected override render(): TemplateResult {
    return dialogContent(
      `${counted(this.failures.length, 'file')} could not be read`,
      html`
        <p>Search leaves these files out. Each is tried again when it changes.</p>
        <ul>
          ${this.failures.slice(0, MOST).map(({ path, failure }) => html`<li><bdi>${path}</bdi><span>${failure?.message}</span></li>`)}
          ${this.failures.length > MOST ? html`<li>And ${counted(this.failures.length - MOST, 'more file')}</li>` : nothing}
        </ul>
      `,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-failures': FailuresDialog;
  }
}
