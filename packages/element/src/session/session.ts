import { type ClipInfo, type ClipOptions, isClipError, type ModelSpec } from '@web-clip/clip';
import { type Library, openLibrary } from '@web-clip/photos';
import type { Message } from '../i18n/strings.ts';
import { errorMessage } from '../i18n/worded-error.ts';
import { isDeath, type SharedClip, shareClip } from './shared-clips.ts';

/** Options of a session, from the element's attributes. */
export interface SessionOptions {
  model: string | ModelSpec;
  device: NonNullable<ClipOptions['device']>;
  /** Name of the library. */
  name: string;
  /** URL of a folder with web-clip's files, if it is not the default. */
  assets: string | undefined;
  /** Whether web-clip's scripts may come from another origin. */
  crossOrigin: boolean;
  /** URL of the host of model repositories, if it is not the default. */
  modelHost: string | undefined;
  /** Called when another tab has changed the library. */
  onChange: () => void;
}

/** A model and the library that it searches. */
export interface Session extends SharedClip {
  readonly library: Library;
  readonly info: ClipInfo;
  /** Aborted when the session ends. */
  readonly abort: AbortController;
}

/** @returns A message for the user. The runtime's own message about a dead worker is meant for developers. */
export function messageOf(error: unknown): Message {
  return isClipError(error) && isDeath(error) ? ({ modelDied }) => modelDied : errorMessage(error);
}

/**
 * Starts a model and opens the library with it.
 *
 * @param options What to open.
 * @param abort Aborts the opening, and releases what is already open.
 * @throws ClipError like `createClip` and `openLibrary`.
 */
export async function openSession(options: SessionOptions, abort: AbortController): Promise<Session> {
  const { model, device, assets, crossOrigin, modelHost } = options;
  const weights = { ...(assets && { assets }), ...(modelHost && { host: modelHost }) };
  const shared = await shareClip({ model, device, weights, crossOrigin }, abort.signal);
  const { clip } = shared;
  // Opening the library takes a while. Whoever needs the files is told if this fails.
  clip.prefetch({ signal: abort.signal }).catch(() => undefined);
  try {
    const library = await openLibrary({ clip, name: options.name, onChange: options.onChange });
    const info = await clip.info();
    abort.signal.throwIfAborted();
    return { ...shared, library, info, abort };
  } catch (error) {
    shared.release();
    throw error;
  }
}

/** Ends a session: closes the library, then the model, unless another session uses it. */
export async function closeSession({ abort, release, library }: Session): Promise<void> {
  abort.abort();
  try {
    await library.close();
  } catch {
    // A dead worker cannot close anything, and holds nothing.
  } finally {
    release();
  }
}
