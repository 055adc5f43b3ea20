import type { ClipInfo, ModelSpec } from '@web-clip/clip';
import type { Folder, Library, LibraryStatus } from '@web-clip/photos';
import type { Controllers } from './controllers.ts';
import type { Selection } from './gallery/selection.ts';
import type { Thumbnails } from './gallery/thumbnails.ts';
import type { Message, Strings } from './i18n/strings.ts';
import type { Marking } from './marks/marking.ts';
import type { PhotoMarks } from './marks/photo-marks.ts';
import type { ModelDownload } from './models/model-download.ts';
import type { NextModel } from './models/next-model.ts';
import type { Indexing } from './photos/indexing.ts';
import type { SearchBar } from './search/search-bar.ts';
import type { TransferWork } from './transfer/transfer-work.ts';

/** State of the view. */
export interface ViewState {
  readonly strings: Strings;
  /** Language of the texts, as a BCP 47 tag. */
  readonly language: string;
  /** Whether a model is starting or running. */
  readonly starting: boolean;
  readonly info: ClipInfo | undefined;
  readonly library: Library | undefined;
  /** Undefined until the library is open. */
  readonly status: LibraryStatus | undefined;
  readonly thumbnails: Thumbnails | undefined;
  readonly bar: SearchBar;
  readonly selection: Selection;
  readonly marking: Marking;
  /** Undefined if photos cannot be marked. */
  readonly marks: PhotoMarks | undefined;
  readonly indexing: Indexing;
  /** Undefined until there is something to do. */
  readonly transfers: TransferWork | undefined;
  /** Folders of earlier visits to offer. */
  readonly folders: readonly Folder[];
  readonly download: ModelDownload['shown'];
  /** The model that is being prepared to replace the current one. */
  readonly next: NextModel;
  /** The available models. */
  readonly models: readonly ModelSpec[];
  readonly error: Message | undefined;
  /** Whether the error is that storage is full. */
  readonly isFull: boolean;
  /** Something that happened without the user's action. */
  readonly notice: Message | undefined;
  readonly hasSamples: boolean;
  /** Whether files are being dragged over the element. */
  readonly hovered: boolean;
  /** Number of times that files were chosen. */
  readonly choices: number;
}

/**
 * @param controllers Where the state comes from.
 * @param strings The texts.
 * @param models The available models.
 * @param hasSamples Whether there is a sample album to offer.
 */
export function viewState(
  controllers: Controllers,
  strings: Strings,
  models: readonly ModelSpec[],
  hasSamples: boolean,
): ViewState {
  const { current, errorState } = controllers;
  const { session, opening, download, next, notice } = current;
  return {
    strings,
    language: controllers.translation.language,
    starting: opening !== undefined,
    info: session?.info,
    library: session?.library,
    status: controllers.count.status,
    thumbnails: controllers.thumbnails,
    bar: controllers.bar,
    selection: controllers.selection,
    marking: controllers.marking,
    marks: controllers.marks.shown,
    indexing: controllers.indexing,
    transfers: controllers.transfers.work,
    folders: controllers.offers.folders,
    download,
    next,
    models,
    error: errorState.message,
    isFull: errorState.isFull,
    notice,
    hasSamples,
    hovered: controllers.drop.hovered,
    choices: controllers.choices,
  };
}
