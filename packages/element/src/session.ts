import { type Library, openLibrary } from '@web-clip/photos';
import { type CallOptions, type Clip, type ClipInfo, type ClipOptions, createClip } from 'web-clip';

/** What a session is opened with: the attributes of the element. */
export interface SessionOptions {
  model: string;
  device: NonNullable<ClipOptions['device']>;
  /** Name of the library. */
  name: string;
  /** The folder that holds `ort/` and `models/`, where it is not the default. */
  assets: string | undefined;
}

/** A model, and the library that is searched with it. */
export interface Session {
  readonly clip: Clip;
  readonly library: Library;
  readonly info: ClipInfo;
  /** Is aborted when the session ends. */
  readonly signal: AbortSignal;
}

/**
 * Starts a model and opens the library with it.
 *
 * @param options What to open.
 * @param signal Ends the session; what is already there is given back.
 * @throws ClipError as `createClip` and `openLibrary` do.
 */
export async function openSession(options: SessionOptions, signal: AbortSignal): Promise<Session> {
  const clip = await startModel(options, signal);
  try {
    const library = await openLibrary({ clip, name: options.name });
    const info = await clip.info();
    signal.throwIfAborted();
    return { clip, library, info, signal };
  } catch (error) {
    clip.dispose();
    throw error;
  }
}

/**
 * Stores a model in the browser, so that a session with it needs no network.
 *
 * @throws ClipError as `createClip` and `prefetch` do.
 */
export async function downloadModel(options: SessionOptions, call: CallOptions): Promise<void> {
  const clip = await startModel(options, call.signal);
  try {
    await clip.prefetch(call);
  } finally {
    clip.dispose();
  }
}

/** Closes the library, then ends the model. */
export async function closeSession({ clip, library }: Session): Promise<void> {
  try {
    await library.close();
  } finally {
    clip.dispose();
  }
}

function startModel({ model, device, assets }: SessionOptions, signal?: AbortSignal): Promise<Clip> {
  return createClip({ model, device, ...(signal && { signal }), ...(assets && { weights: { assets } }) });
}
