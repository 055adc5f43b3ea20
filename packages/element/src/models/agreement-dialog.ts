import type { ModelSpec } from '@web-clip/clip';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';

/** Asks the user to agree to the restrictions of a model’s licence. */
@customElement('photo-search-agreement')
export class AgreementDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog.sheet {
        width: min(34rem, calc(100vw - 2rem));
      }

      .content > .restriction {
        padding: 0.75rem 1rem;
        border-inline-start: 3px solid var(--accent);
        border-radius: var(--radius);
        background: var(--tint);
        color: var(--text);
      }

      .answers {
        display: flex;
        justify-content: flex-end;
        gap: 0.75rem;
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @state() private model: ModelSpec | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  #answer: ((agreed: boolean | undefined) => void) | undefined;

  /**
   * Opens the dialog.
   *
   * @param model A model with a `restriction`.
   * @returns Whether the user agrees. Undefined if another question replaced this one, or the element left the page.
   */
  async ask(model: ModelSpec): Promise<boolean | undefined> {
    this.#reply(undefined);
    this.model = model;
    await this.updateComplete;
    if (!this.isConnected) return undefined;
    return new Promise((resolve) => {
      this.#answer = resolve;
      showModal(this.dialog);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reply(undefined);
  }

  protected override firstUpdated(): void {
    // Handles every way of closing. The event fires late, when the next question may already be open.
    this.dialog.addEventListener('close', () => {
      if (!this.dialog.open) this.#reply(false);
    });
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    const { name = '', about } = this.model ?? {};
    return dialogContent(
      strings,
      strings.licenceFor(name),
      html`
        <p>${strings.licenceHint}</p>
        <p class="restriction" lang="en">${about?.restriction}</p>
        <p>
          ${
            about?.licenseUrl
              ? html`<a part="link" class="link" href=${about.licenseUrl} target="_blank">${strings.readLicence(about.license)}</a>`
              : strings.licence(about?.license ?? '')
          }
        </p>
        <div class="answers">
          <button part="button" class="button" @click=${() => this.#reply(false)}>${strings.cancel}</button>
          <button part="button primary-button" class="button primary" @click=${() => this.#reply(true)}>${strings.agree}</button>
        </div>
      `,
    );
  }

  #reply(agreed: boolean | undefined): void {
    const answer = this.#answer;
    this.#answer = undefined;
    this.dialog?.close();
    answer?.(agreed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-agreement': AgreementDialog;
  }
}
