import type { Album, Folder, NamedGroup, Photo } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import type { MarkedPhoto, PhotoPick } from './gallery/photo-events.ts';
import type { Strings } from './i18n/strings.ts';
import { type MarkBarActions, type MarkBarState, markBar } from './marks/mark-bar.ts';
import type { MarkRequest } from './marks/marking.ts';
import type { PhotoMarks } from './marks/photo-marks.ts';
import { languageHint } from './models/language-hint.ts';
import {
  alertNotice,
  cancelledNotice,
  doneNotice,
  folderNotice,
  leftOutNotice,
  newsNotice,
  separateNotice,
  unindexedNotice,
} from './notices.ts';
import { type FileInputActions, fileInputs } from './photos/file-inputs.ts';
import type { Indexing, Separate } from './photos/indexing.ts';
import { downloadProgress, indexingProgress, preparingProgress } from './photos/progress-bar.ts';
import { offers } from './search/offers-view.ts';
import { type ResultLinkActions, resultLinks } from './search/result-links.ts';
import type { Search } from './search/search.ts';
import { type SearchBoxActions, searchBox } from './search/search-box.ts';
import { startScreen } from './start-screen.ts';
import { type StatusLineActions, statusLine } from './status-line.ts';
import { outcomeNotice, transferNotices } from './transfer/transfer-notices.ts';
import { shortName } from './ui/format.ts';
import { GRID_PARTS, LIGHTBOX_PARTS } from './ui/parts.ts';
import type { ViewState } from './view-state.ts';

/** Actions of the user. */
export interface ViewActions
  extends FileInputActions,
    StatusLineActions,
    SearchBoxActions,
    ResultLinkActions,
    MarkBarActions {
  addSamples(): void;
  addAgain(folder: Folder): void;
  addAllAgain(): void;
  continueIndexing(): void;
  dismissCancelled(): void;
  dismissFolders(): void;
  dismissError(): void;
  dismissNews(): void;
  dismissLeftOut(): void;
  unite(separate: Separate): void;
  dismissSeparate(): void;
  cancelNext(): void;
  showModel(id: string): void;
  showStored(): void;
  showFailures(): void;
  importExport(archives: readonly File[]): void;
  openPhoto(index: number): void;
  pickPhoto(pick: PhotoPick): void;
  /** Says something of the chosen photos, or of this one if none is chosen. */
  markPhoto(photo: MarkedPhoto): void;
  /** Says something of the photo that is open, whichever are chosen. */
  markOpenPhoto(photo: MarkedPhoto): void;
  mark(request: MarkRequest): void;
  undo(): void;
  redo(): void;
  dismissDone(): void;
  openAlbum(album: Album): void;
  openGroup(group: NamedGroup): void;
  photoClosed(index: number): void;
  /** The first visible photo is another one. */
  scrolled(first: number): void;
  /** Scrolls to a photo. */
  seek(index: number): void;
  searchSimilar(photo: Photo): void;
  addToSearch(photo: Photo): void;
}

/** The whole element except its dialogs. */
export function view(state: ViewState, actions: ViewActions): TemplateResult {
  const { strings, info, status, bar, indexing, hovered, library } = state;
  const isEmpty = status?.photos === 0 && !indexing.running;
  return html`
    ${status && !isEmpty ? html`${searchBox(strings, bar, actions)} ${offers(strings, bar)}` : nothing}
    ${underBox(state, actions, status !== undefined && !isEmpty)}
    <div class="notices">${notices(state, actions)}</div>
    ${state.marks && state.selection.ids.size > 0 ? markBar(strings, markBarState(state, state.marks), actions) : nothing}
    ${
      isEmpty
        ? startScreen(strings, {
            chooseFolder: actions.chooseFolder,
            choosePhotos: actions.choosePhotos,
            trySamples: state.hasSamples ? actions.addSamples : undefined,
            loadCopy: actions.showFolders,
          })
        : status
          ? photos(state, actions)
          : html`<p class="opening">${state.starting ? strings.opening : ''}</p>`
    }
    ${statusLine(strings, state.starting, info, status, state.marks !== undefined, actions)}
    ${hovered && status ? html`<div part="drop" class="drop"><p>${strings.dropHere}</p><p class="on-box">${strings.dropOnBox}</p></div>` : nothing}
    ${fileInputs(strings, state.choices, actions)}
    <photo-search-lightbox
      exportparts=${LIGHTBOX_PARTS}
      .strings=${strings}
      .items=${bar.search.results.matches}
      .library=${library}
      language=${state.language}
      .selection=${state.selection.mode}
      .chosen=${state.selection.ids}
      .marks=${state.marks}
      .done=${state.marking.done}
      @pick=${(event: CustomEvent<PhotoPick>) => actions.pickPhoto(event.detail)}
      @mark=${(event: CustomEvent<MarkedPhoto>) => actions.markOpenPhoto(event.detail)}
      @said=${(event: CustomEvent<MarkRequest>) => actions.mark(event.detail)}
      @undo=${actions.undo}
      @redo=${actions.redo}
      @help=${actions.showHelp}
      @closed=${(event: CustomEvent<number>) => actions.photoClosed(event.detail)}
      @similar=${(event: CustomEvent<Photo>) => actions.searchSimilar(event.detail)}
      @addtosearch=${(event: CustomEvent<Photo>) => actions.addToSearch(event.detail)}
    ></photo-search-lightbox>
  `;
}

function markBarState({ selection, bar }: ViewState, marks: PhotoMarks): MarkBarState {
  const ids = [...selection.ids];
  marks.want('bar', ids);
  return {
    chosen: ids.length,
    shown: bar.search.results.matches.length,
    areFavourites: ids.every((id) => marks.of(id)?.favourite),
    areHidden: ids.every((id) => marks.of(id)?.hidden),
    canChooseAll: selection.canBeMany,
  };
}

/** The line below the search box: numbers of photos shown and files failed, and the limits of the model. */
function underBox(
  { strings, bar, indexing, info, status, models, marks }: ViewState,
  actions: ViewActions,
  isShown: boolean,
): TemplateResult {
  const { showFailures, showModels, showModel } = actions;
  const failed = status?.failed ?? 0;
  return html`
    <div part="summary" class=${isShown ? 'under-box' : ''}>
      <p role="status" aria-busy=${indexing.running}>${isShown ? resultsText(strings, bar.search, indexing) : ''}</p>
      ${isShown ? resultLinks(strings, bar.search.results, { ...actions, savePhotos: marks ? undefined : actions.savePhotos }) : nothing}
      <p class="language" aria-live="polite">${isShown && !indexing.running && bar.search.results.fits === false ? `${strings.nothingFits} ` : nothing}${isShown && info ? languageHint(strings, bar.search.words, info, models, showModel) : nothing}</p>
      ${
        isShown && bar.search.hasMore
          ? html`<button part="link" class="link" @click=${() => bar.search.showAll()}>${strings.showAll(bar.search.results.total)}</button>`
          : nothing
      }
      ${
        isShown && bar.search.written.trim() !== ''
          ? html`<button part="link" class="link" @click=${() => bar.toggleSaved()}>
            ${bar.isSaved ? strings.unsaveQuery : strings.saveQuery}
          </button>`
          : nothing
      }
      ${
        isShown && failed > 0
          ? html`<button part="link" class="link" aria-haspopup="dialog" @click=${showFailures}>
            ${strings.filesUnread(failed)}
          </button>`
          : nothing
      }
      ${
        isShown && info?.model.source.kind === 'bundled'
          ? html`<p class="hint">
            <span class="narrow">${strings.demonstrationModel}</span>
            <span class="wide">${strings.demonstrationModelLimits}</span>
            <button part="link" class="link" aria-haspopup="dialog" @click=${showModels}>${strings.betterModels}</button>
          </p>`
          : nothing
      }
    </div>
  `;
}

function resultsText(
  strings: Strings,
  { results: { matches, ranked, isByDate }, isAsking, pending }: Search,
  { running }: Indexing,
): string {
  const count = matches.length;
  if (count > 0) return ranked && !isByDate ? strings.bestFirst(count) : strings.newestFirst(count);
  if (pending || running) return isAsking ? strings.searching : '';
  return isAsking ? strings.nothingFound : '';
}

function notices(state: ViewState, actions: ViewActions): TemplateResult {
  const { strings, indexing, status, folders, download, next, info, error, isFull, notice } = state;
  const { dismissError, dismissNews, showStored } = actions;
  const { progress, cancelled, separate } = indexing;
  const unindexed = status ? status.photos - status.failed - status.searchable : 0;
  return html`
    <div class="said">
      ${alertNotice(strings, error?.(strings), dismissError, isFull ? showStored : undefined)}${newsNotice(strings, notice?.(strings), dismissNews)}${doneNotice(strings, state.marking.done, actions.undo, actions.dismissDone)}${leftOutNotice(strings, indexing.running ? undefined : indexing.leftOut, actions.dismissLeftOut)}${separateNotice(strings, indexing.running ? undefined : separate, actions.unite, actions.dismissSeparate)}${outcomeNotice(strings, state.transfers)}
    </div>
    ${download ? downloadProgress(strings, download.progress, download.model, next.model && actions.cancelNext) : nothing}
    ${
      next.model && info && next.indexing
        ? preparingProgress(
            strings,
            next.progress,
            shortName(next.model.name),
            shortName(info.model.name),
            actions.cancelNext,
          )
        : nothing
    }
    ${progress ? indexingProgress(strings, progress, () => indexing.cancel()) : nothing}
    ${transferNotices(strings, state.transfers)}
    ${
      status && cancelled
        ? cancelledNotice(
            strings,
            cancelled,
            status.searchable,
            actions.continueIndexing,
            actions.dismissCancelled,
          )
        : nothing
    }
    ${unindexed > 0 && !indexing.running && !next.indexing && !cancelled ? unindexedNotice(strings, unindexed, actions.addAllAgain) : nothing}
    ${status && folders.length > 0 ? folderNotice(strings, folders, actions.addAgain, actions.dismissFolders) : nothing}
  `;
}

/** Number of photos from which on a timeline helps to find one. */
const TIMELINE_FROM = 100;

function photos(
  { strings, bar, selection, marks, thumbnails, indexing }: ViewState,
  { openPhoto, pickPhoto, markPhoto, chooseAll, chooseNone, scrolled, seek }: ViewActions,
): TemplateResult {
  const { search } = bar;
  const { matches, likely, epoch, ranked, isByDate } = search.results;
  if (matches.length === 0 && !search.isAsking && !search.pending && !indexing.running) {
    return html`<p class="nothing">${strings.nothingIndexed}</p>`;
  }
  const hasTimeline = (!ranked || isByDate) && matches.length >= TIMELINE_FROM;
  return html`
    <div class="photos">
    <photo-search-grid
      part="grid"
      exportparts=${GRID_PARTS}
      .strings=${strings}
      .items=${matches}
      .likely=${likely}
      .epoch=${epoch}
      .thumbnails=${thumbnails}
      .selection=${selection.mode}
      .chosen=${selection.ids}
      .marks=${marks}
      @pick=${(event: CustomEvent<PhotoPick>) => pickPhoto(event.detail)}
      @mark=${(event: CustomEvent<MarkedPhoto>) => markPhoto(event.detail)}
      @pickall=${chooseAll}
      @picknone=${chooseNone}
      @open=${(event: CustomEvent<number>) => openPhoto(event.detail)}
      @scrolled=${(event: CustomEvent<number>) => scrolled(event.detail)}
    ></photo-search-grid>
    ${
      hasTimeline
        ? html`<photo-search-timeline
          exportparts="timeline, timeline-month"
          .strings=${strings}
          .items=${matches}
          @seek=${(event: CustomEvent<number>) => seek(event.detail)}
        ></photo-search-timeline>`
        : nothing
    }
    </div>
  `;
}
