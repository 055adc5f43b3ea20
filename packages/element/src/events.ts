import type { ClipError, ClipInfo } from '@web-clip/clip';
import type { Photo } from '@web-clip/photos';
import type { SearchResults } from './search/search-events.ts';

/** Progress of everything that takes long, as `<photo-search>` reports it. */
export interface PhotoSearchProgress {
  /**
   * `download`: a model is being downloaded. `listing`: folders are being read, and `total` still grows. `indexing`:
   * photos are being decoded and embedded. `done`: no photos are being added any more.
   */
  readonly phase: 'download' | 'listing' | 'indexing' | 'done';
  /** Bytes of a download, or else photos. */
  readonly done: number;
  /** Bytes or photos in all; 0 if unknown. */
  readonly total: number;
  /** Photos among `done` that could not be read. */
  readonly failed?: number;
  /** Recent photos per second. */
  readonly rate?: number;
  /** Estimated from the rate. */
  readonly secondsLeft?: number;
  /** Name of the model that is being downloaded, or that indexes the photos before it takes over. */
  readonly model?: string;
}

/** The events of `<photo-search>` by name. */
export interface PhotoSearchEvents {
  /** A model is ready to search. It is dispatched again after each change of model. */
  ready: CustomEvent<ClipInfo>;
  /** The photos shown are new: after each search, and while photos are being added. */
  results: CustomEvent<SearchResults>;
  /**
   * The user has chosen other photos, or a chosen one has left the library. The detail is the new value of `selected`.
   */
  select: CustomEvent<readonly Photo[]>;
  /**
   * Something failed, which the user is told too. Unlike the others, it does not bubble, so that `window.onerror` does
   * not take it for an uncaught error.
   */
  error: CustomEvent<ClipError>;
  /** A download or the indexing has advanced. */
  progress: CustomEvent<PhotoSearchProgress>;
}

/** All events that `<photo-search>` dispatches, for `addEventListener`. */
export type PhotoSearchEventMap = Omit<HTMLElementEventMap, keyof PhotoSearchEvents> & PhotoSearchEvents;

/** Dispatches an event of `<photo-search>`. */
export function dispatch<Type extends keyof PhotoSearchEvents>(
  element: HTMLElement,
  type: Type,
  detail: PhotoSearchEvents[Type]['detail'],
): void {
  const bubbles = type !== 'error';
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles, composed: bubbles }));
}
