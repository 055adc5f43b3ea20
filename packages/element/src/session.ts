import { type Library, openLibrary } from '@web-clip/photos';
import {
  type Clip,
  type ClipError,
  type ClipInfo,
  type ClipOptions,
  createClip,
  isClipError,
  type ModelSpec,
} from 'web-clip';

/** What a session is opened with: the attributes of the element. */
export interface SessionOptions {
  model: string | ModelSpec;
  device: NonNullable<ClipOptions['device']>;
  /** Name of the library. */
  name: string;
  /** The folder that holds `ort/` and `models/`, where it is not the default. */
  assets: string | undefined;
  /** The host of repositories, where it is not the default. */
  modelHost: string | undefined;
  /** Is called when another tab has changed the library. */
  onChange: () => void;
}

/** A model, and the library that is searched with it. */
export interface Session {
  readonly clip: Clip;
  readonly library: Library;
  readonly info: ClipInfo;
  /** Is aborted when the session ends. */
  readonly abort: AbortController;
}

/** What the calls to workers that have died throw. */
const deaths = new WeakSet<ClipError>();

/** @returns What to tell the person of an error; of the death of a worker the runtime speaks to developers. */
export function messageOf(error: unknown): string {
  if (isClipError(error) && deaths.has(error))
    return 'The model stopped: the browser may be short of memory. Close other tabs, and try again.';
  return error instanceof Error ? error.message : String(error);
}

/**
 * Starts a model and opens the library with it.
 *
 * @param options What to open.
 * @param abort Ends the opening; what is already there is given back.
 * @throws ClipError as `createClip` and `openLibrary` do.
 */
export async function openSession(options: SessionOptions, abort: AbortController): Promise<Session> {
  const { model, device, assets, modelHost } = options;
  const weights = { ...(assets && { assets }), ...(modelHost && { host: modelHost }) };
  const clip = await createClip({ model, device, weights, signal: abort.signal });
  void clip.lost.then((error) => deaths.add(error));
  try {
    const library = await openLibrary({ clip, name: options.name, onChange: options.onChange });
    const info = await clip.info();
    abort.signal.throwIfAborted();
    return { clip, library, info, abort };
  } catch (error) {
    clip.dispose();
    throw error;
  }
}

/** Ends a session: closes the library, then the model. */
export async function closeSession({ abort, clip, library }: Session): Promise<void> {
  abort.abort();
  try {
    await library.close();
  } catch {
    // A worker that has died cannot close anything, and holds nothing.
  } finally {
    clip.dispose();
  }
}
