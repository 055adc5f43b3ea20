import { type Clip, type ClipOptions, createClip } from '@web-clip/clip';
import { orAborted } from '@web-clip/clip/internal';

/** A clip that other elements of the page may use too. */
export interface SharedClip {
  readonly clip: Clip;
  /** Ends its use. The clip is disposed of when nobody uses it any more. */
  release(): void;
}

interface Entry {
  readonly clip: Promise<Clip>;
  readonly abort: AbortController;
  /** Number of callers that use the clip or wait for it. */
  users: number;
}

/** By their options. */
const entries = new Map<string, Entry>();

/**
 * Starts a clip, unless another element has already started one with the same options: a page with two elements then
 * needs one worker, and the memory of one model.
 *
 * @param options Options of the clip.
 * @param signal Ends the wait, and the start if nobody else waits for it.
 * @throws ClipError like `createClip`, or the signal's reason.
 */
export async function shareClip(
  options: Pick<ClipOptions, 'model' | 'device' | 'weights'>,
  signal: AbortSignal,
): Promise<SharedClip> {
  signal.throwIfAborted();
  const key = JSON.stringify(options);
  const entry = entries.get(key) ?? start(key, options);
  entry.users++;
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    entry.users--;
    if (entry.users === 0) end(key, entry);
  };
  try {
    return { clip: await orAborted(entry.clip, signal), release };
  } catch (error) {
    release();
    throw error;
  }
}

function start(key: string, options: ClipOptions): Entry {
  const abort = new AbortController();
  const clip = createClip({ ...options, signal: abort.signal });
  const entry: Entry = { clip, abort, users: 0 };
  entries.set(key, entry);
  // The next caller must not get a clip that failed or died.
  clip
    .then(({ lost }) => lost)
    .then(
      () => forget(key, entry),
      () => forget(key, entry),
    );
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
