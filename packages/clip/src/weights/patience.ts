import { ClipError, isClipError, throwIfAborted } from '../errors.ts';

/** Rounds over all hosts without a byte of progress before a download is given up. */
const ROUNDS = 4;

/** The wait after the first of them, in milliseconds; each next one is twice as long. */
const FIRST_WAIT = 500;

/** The longest wait that a host may ask for, in milliseconds; longer ones are left to the person. */
const LONGEST_WAIT = 60_000;

/** What a {@link HostTrouble} may be given. */
interface TroubleOptions extends ErrorOptions {
  /** Whether a download has come farther than ever before it. */
  advanced?: boolean;
  /** Milliseconds that the host asks to wait. */
  wait?: number;
}

/** What a host is at fault for, and may not be another time, or what another host may do better. */
export class HostTrouble extends ClipError {
  readonly advanced: boolean;
  readonly wait: number;

  /** @param message For a person, if it stays like this. */
  constructor(message: string, { advanced = false, wait = 0, ...options }: TroubleOptions = {}) {
    super('download-failed', message, options);
    this.advanced = advanced;
    this.wait = wait;
  }
}

/**
 * Tries one host after the other, and then all of them again a little later, for as long as there is trouble
 * with them. A host that has no such file is not asked again.
 *
 * @param urls Where it can be had from; the first one is best.
 * @param signal Ends the waiting.
 * @param attempt Asks one; it is told whether this is the last round.
 * @returns What the attempt returns.
 * @throws What it throws other than {@link HostTrouble}; that as well in the end; ClipError `unknown-model` if no host
 *   has the file, or `aborted`.
 */
export async function persistently<T>(
  urls: readonly string[],
  signal: AbortSignal | undefined,
  attempt: (url: string, isLast: boolean) => Promise<T>,
): Promise<T> {
  /** The hosts that may have it, and for how long each wants to be left alone. */
  const rests = new Map(urls.map((url) => [url, 0]));
  let last: HostTrouble | undefined;
  for (let round = 0; ; round++) {
    for (const [url, rest] of rests) {
      if (rest > 0) continue;
      try {
        return await attempt(url, round + 1 >= ROUNDS);
      } catch (error) {
        throwIfAborted(signal);
        const isMissing = isClipError(error) && error.code === 'unknown-model';
        if (isMissing) rests.delete(url);
        if (isMissing && rests.size > 0) continue;
        if (!(error instanceof HostTrouble)) throw error;
        if (error.advanced) round = 0;
        rests.set(url, error.wait);
        last = error;
      }
    }
    const rest = Math.min(...rests.values());
    // A device that knows that it is offline need not wait to find out.
    if (last && (round + 1 >= ROUNDS || rest > LONGEST_WAIT || !navigator.onLine)) throw last;
    const wait = Math.max(rest, FIRST_WAIT * 2 ** round);
    await pause(wait, signal);
    for (const [url, left] of rests) rests.set(url, left - wait);
  }
}

/**
 * @param response An answer 429 or 5xx.
 * @returns Milliseconds that it asks to wait; 0 if it says nothing (RFC 9110, 10.2.3).
 */
export function retryAfter(response: Response): number {
  const value = response.headers.get('retry-after') ?? '';
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      try {
        throwIfAborted(signal);
        resolve();
      } catch (error) {
        reject(error);
      }
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
