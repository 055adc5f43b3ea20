import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';

/** The name of the text that explains an example. */
type Explanation = Extract<keyof Strings, `help${string}`>;

/** What can be said of the content of photos. */
const WORDS = [
  ['a dog on the beach', 'helpPhrase'],
  ['a dog + a lake', 'helpPlus'],
  ['a beach -people', 'helpMinus'],
  ['2*red car', 'helpWeight'],
  ['a cat | a dog', 'helpAnyOf'],
  ['"in 2019"', 'helpQuotes'],
] as const satisfies readonly (readonly [string, Explanation])[];

/** What can be said of the photos otherwise. */
const FILTERS = [
  ['in:2019-07', 'helpDate'],
  ['2019..2021', 'helpRange'],
  ['in:"last summer"', 'helpSeason'],
  ['before:2015', 'helpBefore'],
  ['near:Lausanne', 'helpNear'],
  ['place:France', 'helpPlace'],
  ['camera:"iphone 13"', 'helpCamera'],
  ['is:portrait', 'helpKind'],
  ['folder:Alps', 'helpFolder'],
  ['type:heic', 'helpType'],
  ['is:favourite', 'helpFavourites'],
  ['rating:4..5', 'helpRating'],
  ['label:family', 'helpLabel'],
  ['album:Alps', 'helpAlbum'],
  ['-is:screenshot', 'helpNot'],
] as const satisfies readonly (readonly [string, Explanation])[];

const KEYS = [
  ['/', 'helpFocusKey'],
  ['?', 'helpHelpKey'],
  ['↓', 'helpListKey'],
  ['Esc', 'helpEscapeKey'],
] as const satisfies readonly (readonly [string, Explanation])[];

/** Keys while a photo is open. */
const PHOTO_KEYS = [
  ['← →', 'helpTurnKey'],
  ['+ −', 'helpZoomKey'],
  ['z', 'helpActualKey'],
  ['r', 'helpRotateKey'],
  ['s', 'helpSlideShowKey'],
  ['f', 'helpFullScreenKey'],
  ['i', 'helpDetailsKey'],
] as const satisfies readonly (readonly [string, Explanation])[];

/** Keys of the focused photo, of the chosen ones, or of the one that is open. */
const MARK_KEYS = [
  ['x', 'helpChooseKey'],
  ['⇧ →', 'helpExtendKey'],
  ['Ctrl A', 'helpAllKey'],
  ['l', 'helpFavouriteKey'],
  ['0–5', 'helpRatingKey'],
  ['h', 'helpHideKey'],
  ['Ctrl Z', 'helpUndoKey'],
] as const satisfies readonly (readonly [string, Explanation])[];

/**
 * Explains what the search box understands.
 *
 * @fires try - With an example that the user wants to search for.
 */
@customElement('photo-search-help')
export class HelpDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      h3 {
        margin: 1.25rem 0 0.4rem;
        font-size: 1rem;
        font-weight: 600;
      }

      dl {
        display: grid;
        grid-template-columns: minmax(9rem, max-content) 1fr;
        gap: 0.35rem 1.25rem;
        margin: 0;
      }

      dd {
        margin: 0;
        align-content: center;
        color: var(--muted);
      }

      code {
        font-size: 0.9375em;
        direction: ltr;
        unicode-bidi: isolate;
      }

      @media (max-width: 40rem) {
        dl {
          grid-template-columns: 1fr;
          gap: 0;
        }

        dd {
          margin-block-end: 0.6rem;
        }
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** Whether photos can be marked. */
  @property({ type: Boolean }) marking = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(): void {
    showModal(this.dialog);
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    return dialogContent(
      strings,
      strings.searchHelp,
      html`
        <p>${strings.helpLead}</p>
        <h3>${strings.helpWords}</h3>
        <dl>${this.#entries(WORDS)}</dl>
        <h3>${strings.helpFilters}</h3>
        <dl>${this.#entries(FILTERS)}</dl>
        <h3>${strings.helpKeys}</h3>
        <dl>${this.#keys(KEYS)}</dl>
        <h3>${strings.helpPhotoKeys}</h3>
        <dl>${this.#keys(PHOTO_KEYS)}</dl>
        ${this.marking ? html`<h3>${strings.helpMarks}</h3><dl>${this.#keys(MARK_KEYS)}</dl>` : nothing}
      `,
    );
  }

  #keys(keys: typeof KEYS | typeof PHOTO_KEYS | typeof MARK_KEYS): TemplateResult[] {
    return keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${this.strings[what]}</dd>`);
  }

  #entries(entries: typeof WORDS | typeof FILTERS): TemplateResult[] {
    return entries.map(
      ([example, what]) => html`
        <dt>
          <button part="link" class="link" @click=${() => this.#try(example)}><code>${example}</code></button>
        </dt>
        <dd>${this.strings[what]}</dd>
      `,
    );
  }

  #try(detail: string): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<string>('try', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-help': HelpDialog;
  }
}
