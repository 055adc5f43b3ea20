import type { ClipInfo, ModelSpec } from '@web-clip/clip';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { runsOn } from '../status-line.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { FocusKeeper } from '../ui/focus-keeper.ts';
import { showModal } from '../ui/modal.ts';
import { type CardState, modelCard, modelCardStyles } from './model-card.ts';
import { modelGroups, recommended } from './model-groups.ts';
import { StoredModels } from './stored-models.ts';
import { storedSection, storedSectionStyles } from './stored-section.ts';

/**
 * Describes the models and lets the user choose one: the current one, a few that suit most users, and the others on
 * demand. Below them are the stored models, which the user can delete.
 *
 * @fires choose - With the id of the model.
 * @fires reported - With an error that is shown here.
 */
@customElement('photo-search-models')
export class ModelsDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    modelCardStyles,
    storedSectionStyles,
    css`
      ul {
        display: grid;
        gap: 0.75rem;
      }

      h3 {
        margin: 1.5rem 0 0.6rem;
        font-size: 1rem;
        font-weight: 600;
      }

      .others {
        margin-top: 1.5rem;
        font-size: 1rem;
      }

      .others > summary {
        color: inherit;
        font-weight: 600;
      }

      .others h3 {
        margin-top: 1rem;
        color: var(--muted);
        font-size: 0.9rem;
      }

      .content > .licences {
        margin: 1.5rem 0 0;
        font-size: 0.875rem;
      }

      .content > .running {
        margin: 0.6rem 0 0;
        font-size: 0.875rem;
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The available models. */
  @property({ attribute: false }) models: readonly ModelSpec[] = [];
  /** The current runtime. */
  @property({ attribute: false }) info: ClipInfo | undefined;
  /** Id of the model that is being prepared to replace the current one. */
  @property() next: string | undefined;
  /** URL of the licences of the software. */
  @property() licences: string | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.others') private others!: HTMLDetailsElement | null;
  @query('#stored') private storedTitle!: HTMLElement;

  readonly #stored = new StoredModels(this, (detail) =>
    this.dispatchEvent(new CustomEvent('reported', { detail })),
  );

  constructor() {
    super();
    // Deleting a model removes its focused button.
    new FocusKeeper(this, () => this.storedTitle.focus());
  }

  /**
   * Opens the dialog.
   *
   * @param model Id of a model to show first.
   */
  show(model?: string): void {
    const card = model ? this.dialog.querySelector(`[data-model="${CSS.escape(model)}"]`) : null;
    if (this.others) this.others.open = this.others.contains(card);
    void this.#open();
    card?.scrollIntoView({ block: 'center' });
    card?.querySelector<HTMLElement>('button, .state')?.focus();
  }

  /** Opens the dialog at the stored models. */
  async showStored(): Promise<void> {
    await this.#open();
    await this.updateComplete;
    this.storedTitle.focus();
    this.storedTitle.scrollIntoView({ block: 'center' });
  }

  #open(): Promise<void> {
    showModal(this.dialog);
    this.dialog.scrollTop = 0;
    return this.#stored.refresh();
  }

  protected override render(): TemplateResult {
    const { info, strings } = this;
    const current = info?.model;
    const rest = this.models.filter(({ id }) => id !== current?.id);
    const few = recommended(rest, info);
    const others = rest.filter((model) => !few.some((each) => each.model === model));
    const state: CardState = {
      strings,
      info,
      next: this.next,
      stored: this.#stored.list,
      choose: ({ id }) => this.#choose(id),
    };
    return dialogContent(
      strings,
      strings.models,
      html`
        <p>${strings.modelsHint}</p>
        ${
          current
            ? html`
              <h3>${strings.inUse}</h3>
              <ul>
                ${modelCard(current, state)}
              </ul>
              <p class="running">${strings.runsOn(runsOn(strings, info))} <span lang="en">${info.reason}</span></p>
            `
            : nothing
        }
        ${
          few.length > 0
            ? html`
              <h3>${strings.recommended}</h3>
              <ul>
                ${few.map(({ model, needs }) => modelCard(model, { ...state, needs: needs.map((need) => strings[need]) }))}
              </ul>
            `
            : nothing
        }
        ${
          few.length === 0 || others.length === 0
            ? this.#groups(others, state)
            : html`
              <details class="others">
                <summary>${strings.otherModels(others.length)}</summary>
                ${this.#groups(others, state)}
              </details>
            `
        }
        ${storedSection(this.#stored, (id) => this.#nameOf(id), state)}
        ${
          this.licences
            ? html`<p class="licences"><a part="link" class="link" href=${this.licences} target="_blank">${strings.softwareLicences}</a></p>`
            : nothing
        }
      `,
    );
  }

  #groups(models: readonly ModelSpec[], state: CardState): TemplateResult[] {
    return modelGroups(models, state.info).map(
      ({ title, models }) => html`
        <h3>${this.strings[title]}</h3>
        <ul>
          ${models.map((model) => modelCard(model, state))}
        </ul>
      `,
    );
  }

  #nameOf(id: string): string {
    return [...this.models, this.info?.model].find((model) => model?.id === id)?.name ?? id;
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
