import type { Library, Photo } from '@web-clip/photos';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { noticeStyles } from '../notices.ts';
import { progressStyles } from '../photos/progress-bar.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { FocusKeeper } from '../ui/focus-keeper.ts';
import { showModal } from '../ui/modal.ts';
import { MOST_ON_SHEET } from './contact-sheet.ts';
import { saveDialogStyles } from './save-styles.ts';
import { changeSidecars, printSheet, type SaveTask, saveList, saveZip } from './save-tasks.ts';
import { NO_WAYS, type SaveWays, waysFor } from './save-ways.ts';
import { share } from './share-photos.ts';
import { interruptedView, outcomeStyles, outcomeView, runningView } from './transfer-view.ts';
import type { TransferState, TransferWork } from './transfer-work.ts';
import { pickTarget } from './write-access.ts';

/**
 * Takes photos elsewhere: into a folder, a ZIP file, a list, sidecars, onto paper or to another app. It only offers what
 * the browser can do.
 *
 * @fires failed - With an error, after the dialog has closed.
 */
@customElement('photo-search-save')
export class SaveDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    noticeStyles,
    progressStyles,
    outcomeStyles,
    saveDialogStyles,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The language of the texts, as a BCP 47 tag. */
  @property() language = 'en';
  /** The current library; undefined if there is none. */
  @property({ attribute: false }) library: Library | undefined;
  /** What does the work. */
  @property({ attribute: false }) work: TransferWork | undefined;
  /** Its state. */
  @property({ attribute: false }) state: TransferState | undefined;
  @state() private photos: readonly Photo[] = [];
  @state() private ways: SaveWays = NO_WAYS;
  /** The folder to move to, until the user has confirmed that. */
  @state() private target: FileSystemDirectoryHandle | undefined;
  /** Whether the photos were moved: then they are others of the library, or none. */
  @state() private isGone = false;
  @state() private withMarks = true;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.content .progress button, .content .choices button') private nextButton!: HTMLButtonElement | null;
  @query('.close') private closeButton!: HTMLButtonElement;

  constructor() {
    super();
    new FocusKeeper(this, () => (this.nextButton ?? this.closeButton).focus());
  }

  /** Opens the dialog for these photos. */
  async show(photos: readonly Photo[]): Promise<void> {
    this.photos = photos;
    this.target = undefined;
    this.isGone = false;
    await this.work?.begin();
    if (this.library) this.ways = await waysFor(this.library, photos);
    await this.updateComplete;
    showModal(this.dialog);
  }

  protected override updated(): void {
    const { running, outcome, interrupted = [] } = this.state ?? {};
    // Nothing is left to be done with photos that were moved.
    if (this.isGone && !running && !outcome && interrupted.length === 0) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const { strings, work } = this;
    const { running, outcome, interrupted = [] } = this.state ?? {};
    const isFree = !running && !this.isGone;
    return dialogContent(
      strings,
      strings.savePhotosTitle(this.photos.length),
      html`
        <div role="status">
          ${work && outcome ? html`<div class="notice ${outcome.isError ? 'error' : ''}"><div class="body">${outcomeView(strings, outcome, work)}</div></div>` : nothing}
        </div>
        ${work && running ? runningView(strings, running, work) : nothing}
        ${
          work && !running
            ? interrupted.map(
                (transfer) =>
                  html`<div class="notice"><div class="body">${interruptedView(strings, transfer, work)}</div></div>`,
              )
            : nothing
        }
        ${isFree && this.target ? this.#question(this.target) : nothing}
        ${isFree && !this.target ? html`<ul class="ways">${this.#ways()}</ul>` : nothing}
      `,
    );
  }

  #ways(): TemplateResult {
    const { strings, ways, photos } = this;
    const bytes = photos.reduce((sum, { size }) => sum + size, 0);
    const { length: shared } = ways.shared;
    return html`
      ${ways.copy ? this.#way(strings.copyPhotosHint, [strings.copyPhotos, this.#copy]) : nothing}
      ${ways.move ? this.#way(strings.movePhotosHint, [strings.movePhotos, this.#chooseTarget]) : nothing}
      ${this.#way(
        html`${strings.zipPhotosHint(bytes)}
          <label class="option">
            <input type="checkbox" .checked=${this.withMarks} @change=${this.#chooseMarks} />
            <span>${strings.zipWithMarks}</span>
          </label>`,
        [strings.zipPhotos, () => this.#do((task) => saveZip(task, this.withMarks))],
      )}
      ${this.#way(
        strings.listPhotosHint,
        [strings.listAsCsv, () => this.#do((task) => saveList(task, 'csv'))],
        [strings.listAsJson, () => this.#do((task) => saveList(task, 'json'))],
      )}
      ${
        ways.move
          ? this.#way(
              strings.sidecarsHint,
              [strings.writeSidecars, () => this.#do((task) => changeSidecars(task, true))],
              [strings.clearSidecars, () => this.#do((task) => changeSidecars(task, false))],
            )
          : nothing
      }
      ${
        ways.print && photos.length <= MOST_ON_SHEET
          ? this.#way(strings.contactSheetHint, [strings.contactSheet, () => this.#do(printSheet)])
          : nothing
      }
      ${
        shared > 0
          ? this.#way(shared < photos.length ? strings.shareSomeHint(shared) : strings.shareHint, [
              strings.sharePhotos(shared),
              this.#share,
            ])
          : nothing
      }
    `;
  }

  /** One or two buttons, and what they do. */
  #way(
    hint: string | TemplateResult,
    ...buttons: readonly (readonly [text: string, act: () => void])[]
  ): TemplateResult {
    return html`
      <li>
        <div class="buttons">
          ${buttons.map(([text, act]) => html`<button part="button" class="button small" @click=${act}>${text}</button>`)}
        </div>
        <div class="hint">${hint}</div>
      </li>
    `;
  }

  #question(target: FileSystemDirectoryHandle): TemplateResult {
    const { strings, photos } = this;
    return html`
      <div class="question">
        <p>${strings.moveQuestion(photos.length, target.name)}</p>
        <p class="hint">${strings.movePhotosHint}</p>
        <div class="choices">
          <button part="button primary-button" class="button primary" @click=${() => this.#move(target)}>${strings.moveNow}</button>
          <button part="button" class="button" @click=${this.#leaveTarget}>${strings.cancel}</button>
        </div>
      </div>
    `;
  }

  readonly #chooseMarks = (event: Event): void => {
    this.withMarks = (event.target as HTMLInputElement).checked;
  };

  readonly #copy = (): void =>
    this.#try(async () => {
      const target = await pickTarget();
      if (target) await this.work?.start('copy', this.photos, target);
    });

  /** Another click has to follow, because a move asks for permission too. */
  readonly #chooseTarget = (): void =>
    this.#try(async () => {
      this.target = await pickTarget();
      await this.updateComplete;
      if (this.target) this.nextButton?.focus();
    });

  readonly #leaveTarget = (): void => {
    this.target = undefined;
  };

  #move(target: FileSystemDirectoryHandle): void {
    this.target = undefined;
    this.#try(async () => {
      await this.work?.start('move', this.photos, target);
      this.isGone = !this.work?.state.outcome?.isError;
    });
  }

  readonly #share = (): void => this.#try(() => share([...this.ways.shared]));

  #do(work: (task: SaveTask) => Promise<void>): void {
    const { photos, strings, language } = this;
    this.#try(async () => {
      if (this.work) await work({ work: this.work, photos, strings, language });
    });
  }

  /** The work tells of its errors itself. */
  #try(act: () => Promise<void>): void {
    act().catch((error) => {
      // Close the dialog because it would hide the message.
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('failed', { detail: error }));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-save': SaveDialog;
  }
}
