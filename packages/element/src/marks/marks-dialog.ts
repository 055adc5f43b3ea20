import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';
import type { MarkedLibrary } from './photo-marks.ts';
import './marks-panel.ts';

/**
 * Rating and labels of the chosen photos.
 *
 * @fires mark - With a `MarkRequest`.
 */
@customElement('photo-search-marks-dialog')
export class MarksDialog extends LitElement {
  static override styles = [controls, dialogStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) library: MarkedLibrary | undefined;
  @state() private photos: readonly number[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog for these photos. */
  show(photos: readonly number[]): void {
    this.photos = photos;
    showModal(this.dialog);
  }

  protected override render(): TemplateResult {
    const { strings, library, photos } = this;
    return dialogContent(
      strings,
      strings.marks,
      html`
        <p>${strings.photos(photos.length)}</p>
        <photo-search-marks
          exportparts="button, icon-button"
          .strings=${strings}
          .library=${library}
          .photos=${photos}
          @mark=${(event: CustomEvent) => this.dispatchEvent(new CustomEvent('mark', { detail: event.detail }))}
        ></photo-search-marks>
      `,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-marks-dialog': MarksDialog;
  }
}
