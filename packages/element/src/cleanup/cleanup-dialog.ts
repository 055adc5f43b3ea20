import type { Library } from '@web-clip/photos';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import { noticeStyles } from '../notices.ts';
import { messageOf } from '../session/session.ts';
import { outcomeStyles } from '../transfer/transfer-view.ts';
import type { TransferState, TransferWork } from '../transfer/transfer-work.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';
import { DIALOG_PARTS } from '../ui/parts.ts';
import { showMore } from '../ui/show-more.ts';
import { allGroups } from './all-groups.ts';
import { Cleanup } from './cleanup.ts';
import { cleanupOutcome } from './cleanup-outcome.ts';
import { cleanupStyles } from './cleanup-styles.ts';
import type { CompareDialog } from './compare-dialog.ts';
import { CopyMover } from './copy-mover.ts';
import { type GroupKind, type ListedGroup, toHide } from './listed-groups.ts';
import type { KeepChoice, PhotoGroup } from './photo-group.ts';
import { searchProgress, searchProgressStyles } from './search-progress.ts';
import { arrowed, tab } from './tabs.ts';
import './compare-dialog.ts';
import './photo-group.ts';

/** Number of groups that are listed at first, and that each click adds. */
const PAGE = 50;

const KINDS = ['samePicture', 'sameMoment'] as const satisfies readonly GroupKind[];

/**
 * Lists photos that show the same picture or the same moment. The user chooses what to keep, and hides the others.
 *
 * @fires changed - After photos were hidden or shown again.
 * @fires reported - With an error that is shown here.
 * @fires failed - With the error, after the dialog has closed.
 */
@customElement('photo-search-cleanup')
export class CleanupDialog extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    noticeStyles,
    searchProgressStyles,
    outcomeStyles,
    cleanupStyles,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** Language of the texts, as a BCP 47 tag. */
  @property() language = 'en';
  /** The current library, which may be replaced while the dialog is open; undefined if there is none. */
  @property({ attribute: false }) library: Library | undefined;
  /** What moves copies. */
  @property({ attribute: false }) work: TransferWork | undefined;
  /** Its state. */
  @property({ attribute: false }) state: TransferState | undefined;
  /** Whether photos are being added to the library or removed from it. */
  @property({ type: Boolean }) indexing = false;
  @state() private kind: GroupKind = 'samePicture';
  /** Number of groups to list. */
  @state() private shown = PAGE;
  /** The group that is being compared. */
  @state() private compared: Pick<ListedGroup, 'kind' | 'key'> | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('[aria-selected=true]') private selectedTab!: HTMLElement | null;
  @query('photo-search-compare') private compare!: CompareDialog;
  readonly #cleanup = new Cleanup(this, (error) => this.#fail(error));
  readonly #mover = new CopyMover(this, {
    cleanup: this.#cleanup,
    library: () => this.library,
    work: () => this.work,
  });

  /** Opens the dialog, and searches for groups. */
  async show(): Promise<void> {
    await this.updateComplete;
    showModal(this.dialog);
    if (this.library) void this.#mover.open(this.library);
    await this.#find();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cleanup.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('library') && this.dialog.open) void this.#find();
    // Files have been moved, and the library has read their folders again.
    if (changed.get('indexing') && !this.indexing && this.#mover.hasMoved && this.dialog.open)
      void this.#find();
  }

  async #find(): Promise<void> {
    const { library } = this;
    this.compared = undefined;
    this.shown = PAGE;
    this.kind = 'samePicture';
    if (!library) return;
    await this.#cleanup.find(library);
    const { samePicture, sameMoment } = this.#cleanup.groups;
    if (samePicture.length === 0 && sameMoment.length > 0) this.kind = 'sameMoment';
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    const { groups } = this.#cleanup;
    const compared =
      this.compared && groups[this.compared.kind].find(({ key }) => key === this.compared?.key);
    return html`
      <div @close=${this.#closed}>
        ${dialogContent(strings, strings.cleanUp, html`${this.#content()} ${this.#outcome()}`)}
      </div>
      <photo-search-compare
        exportparts=${DIALOG_PARTS}
        .strings=${strings}
        language=${this.language}
        .library=${this.library}
        .folderOf=${this.#folderOf}
        .group=${compared}
        @keep=${({ detail }: CustomEvent<KeepChoice>) => compared && this.#keep(compared, detail)}
        @hide=${() => compared && this.#hide([compared])}
        @closed=${() => {
          this.compared = undefined;
        }}
      ></photo-search-compare>
    `;
  }

  #content(): TemplateResult {
    const { strings, kind } = this;
    const { groups, isSearching, progress } = this.#cleanup;
    if (isSearching) return searchProgress(strings, progress, () => this.dialog.close());
    return html`
      <div class="tabs" role="tablist" aria-label=${strings.cleanUp} @keydown=${this.#pressed}>
        ${KINDS.map((each) => tab(each, strings[each](groups[each].length), each === kind, () => this.#open(each)))}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby=${kind}>${this.#list(groups[kind])}</div>
    `;
  }

  #list(groups: readonly ListedGroup[]): TemplateResult {
    const { strings, kind, shown } = this;
    if (groups.length === 0) {
      return html`<p class="none">${kind === 'samePicture' ? strings.noSamePicture : strings.noSameMoment}</p>`;
    }
    const isMany = kind === 'samePicture' && groups.length > 1;
    return html`
      ${allGroups(
        strings,
        {
          copies: isMany ? groups.reduce((sum, group) => sum + toHide(group).length, 0) : 0,
          movable: isMany ? this.#mover.count(groups) : 0,
          isBusy: this.#cleanup.isBusy,
        },
        { hide: () => this.#hide(groups), move: () => this.#plan(groups) },
      )}
      <ul>
        ${repeat(
          groups.slice(0, shown),
          ({ key }) => `${kind} ${key}`,
          (group) => html`<li>${this.#group(group)}</li>`,
        )}
      </ul>
      ${showMore(strings, groups.length > shown, () => {
        this.shown += PAGE;
      })}
    `;
  }

  #group(group: ListedGroup): TemplateResult {
    return html`
      <photo-search-group
        exportparts=${DIALOG_PARTS}
        .strings=${this.strings}
        .group=${group}
        .library=${this.library}
        .folderOf=${this.#folderOf}
        .movable=${group.kind === 'samePicture' ? this.#mover.count([group]) : 0}
        @keep=${({ detail }: CustomEvent<KeepChoice>) => this.#keep(group, detail)}
        @hide=${() => this.#hide([group])}
        @move=${() => this.#plan([group])}
        @compare=${() => this.#compare(group)}
      ></photo-search-group>
    `;
  }

  #outcome(): TemplateResult {
    const { strings, work, state } = this;
    return cleanupOutcome(strings, this.#cleanup, this.#mover, work && state && { work, state }, {
      undo: this.#undo,
      move: () => void this.#move(),
      leave: () => this.#mover.leave(),
    });
  }

  readonly #folderOf = (photo: Parameters<Cleanup['folderOf']>[0]): string => this.#cleanup.folderOf(photo);

  readonly #pressed = (event: KeyboardEvent): void => {
    const step = arrowed(event);
    if (step === 0) return;
    event.preventDefault();
    const next = KINDS[(KINDS.indexOf(this.kind) + step + KINDS.length) % KINDS.length];
    if (next) this.#open(next);
    void this.updateComplete.then(() => this.selectedTab?.focus());
  };

  #open(kind: GroupKind): void {
    this.kind = kind;
    this.shown = PAGE;
  }

  #keep(group: ListedGroup, { id, isKept }: KeepChoice): void {
    this.#cleanup.keep(group, id, isKept);
  }

  async #compare({ kind, key }: ListedGroup): Promise<void> {
    this.compared = { kind, key };
    await this.updateComplete;
    await this.compare.show();
  }

  /** Errors of the browser’s picker are shown by the page. */
  #plan(groups: readonly ListedGroup[]): void {
    this.#mover.plan(groups).catch((error) => this.#fail(error));
  }

  async #move(): Promise<void> {
    await this.#act(() => this.#mover.move());
    await this.#refocus(0);
  }

  async #hide(groups: readonly ListedGroup[]): Promise<void> {
    // The outcome of hiding takes the place of that of an earlier move.
    this.#mover.end();
    const index = groups[0] ? this.#cleanup.groups[groups[0].kind].indexOf(groups[0]) : 0;
    await this.#act((library) => this.#cleanup.hide(library, groups));
    await this.#refocus(index);
  }

  readonly #undo = async (): Promise<void> => {
    await this.#act((library) => this.#cleanup.undo(library));
    await this.#refocus(0);
  };

  /** Errors are shown here, where the user is looking. */
  async #act(action: (library: Library) => Promise<boolean>): Promise<void> {
    if (!this.library) return;
    try {
      if (await action(this.library)) this.dispatchEvent(new Event('changed'));
    } catch (error) {
      this.#cleanup.said = messageOf(error);
      this.requestUpdate();
      this.dispatchEvent(new CustomEvent('reported', { detail: error }));
    }
  }

  /** Focuses the group in the place of one that has gone with its button. */
  async #refocus(index: number): Promise<void> {
    await this.updateComplete;
    if (this.shadowRoot?.activeElement) return;
    const left = this.renderRoot.querySelectorAll<PhotoGroup>('photo-search-group');
    const next = left[Math.min(index, left.length - 1)];
    await next?.updateComplete;
    if (next) next.focus();
    else this.selectedTab?.focus();
  }

  #fail(error: unknown): void {
    // Close the dialog because it would hide the message.
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('failed', { detail: error }));
  }

  /** The event does not bubble. */
  readonly #closed = { capture: true, handleEvent: (): void => this.#cleanup.end() };
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-cleanup': CleanupDialog;
  }
}
