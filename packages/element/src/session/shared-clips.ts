import { type Clip, type ClipError, type ClipOptions, createClip } from '@web-clip/clip';
import { orAborted } from '@web-clip/clip/internal';

/** A clip that other elements of the page may use too. */
export interface SharedClip {
  readonly clip: Clip;
  /**
   * Sets what to call when the worker has died, before its calls fail. Unlike a `then` of `clip.lost`, it is forgotten
   * with the release, however long the clip lives on for others.
   */
  onLost(listener: () => void): void;
  /** Ends its use. The clip is disposed of when nobody uses it any more. */
  release(): void;
}

interface User {
  lost?: () => void;
}

interface Entry {
  readonly clip: Promise<Clip>;
  readonly abort: AbortController;
  /** Those that use the clip or wait for it. */
  readonly users: Set<User>;
}

/** By their options. */
const entries = new Map<string, Entry>();

/** Errors thrown by calls to workers that died. */
const deaths = new WeakSet<ClipError>();

/** Whether a call failed because its worker died. */
export const isDeath = (error: ClipError): boolean => deaths.has(error);

/**
 * Starts a clip, unless another element has already started one with the same options: a page with two elements then
 * needs one worker, and the memory of one model.
 *
 * @param options Options of the clip.
 * @param signal Ends the wait, and the start if nobody else waits for it.
 * @throws ClipError like `createClip`, or the signal's reason.
 */
export async function shareClip(
  options: Pick<ClipOptions, 'model' | 'device' | 'weights' | 'crossOrigin'>,
  signal: AbortSignal,
): Promise<SharedClip> {
  signal.throwIfAborted();
  const key = JSON.stringify(options);
  const entry = entries.get(key) ?? start(key, options);
  const user: User = {};
  entry.users.add(user);
  const onLost = (listener: () => void): void => {
    user.lost = listener;
  };
  const release = (): void => {
    if (entry.users.delete(user) && entry.users.size === 0) end(key, entry);
  };
  try {
    return { clip: await orAborted(entry.clip, signal), onLost, release };
  } catch (error) {
    release();
    throw error;
  }
}

function start(key: string, options: ClipOptions): Entry {
  const abort = new AbortController();
  const clip = createClip({ ...options, signal: abort.signal });
  const entry: Entry = { clip, abort, users: new Set() };
  entries.set(key, entry);
  // The next caller must not get a clip that failed or died.
  const died = (error: ClipError): void => {
    deaths.add(error);
    forget(key, entry);
    for (const { lost } of entry.users) lost?.();
  };
  clip.then(({ lost }) => lost).then(died, () => forget(key, entry));
  return entry;
}

function end(key: string, entry: Entry): void {
  forget(key, entry);
  entry.abort.abort();
  entry.clip.then(
    (clip) => clip.dispose(),
    // There is nothing to dispose of.
    () => undefined,
  );
}

function forget(key: string, entry: Entry): void {
  if (entries.get(key) === entry) entries.delete(key);
}
