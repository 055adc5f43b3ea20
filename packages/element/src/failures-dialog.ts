import type { Photo } from '@web-clip/photos';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls } from './controls.ts';
import { counted } from './format.ts';
import { rowStyles, sheet, sheetStyles } from './sheet.ts';

/** Lists the files that could not be read, with the reason. */
@customElement('photo-search-failures')
export class FailuresDialog extends LitElement {
  static override styles = [controls, sheetStyles, rowStyles];

  @state() private failures: readonly Photo[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(failures: readonly Photo[]): void {
    this.failures = failures;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return sheet(
      `${counted(this.failures.length, 'file')} could not be read`,
      html`
        <p>The other photos are searched without them. A file is tried again when it has changed.</p>
        <ul>
          ${this.failures.map(({ path, failure }) => html`<li>${path}<span>${failure?.message}</span></li>`)}
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
