import { ClipError, isClipError, throwIfAborted } from '@web-clip/calls';

/** A download is given up after this many rounds over all hosts without any progress. */
const ROUNDS = 4;

/** The wait after the first round, in milliseconds. It doubles after each round. */
const FIRST_WAIT = 500;

/**
 * The longest wait that a host may ask for, in milliseconds. If it asks for more, the user decides when to
 * retry.
 */
const LONGEST_WAIT = 60_000;

interface TroubleOptions extends ErrorOptions {
  /** Whether the download got further than ever before. */
  advanced?: boolean;
  /** How long the host asks to wait, in milliseconds. */
  wait?: number;
}

/** A failure of one host. It may be temporary, or another host may do better. */
export class HostError extends ClipError {
  readonly advanced: boolean;
  readonly wait: number;

  /** @param message Shown to the user if no retry helps. */
  constructor(message: string, { advanced = false, wait = 0, ...options }: TroubleOptions = {}) {
    super('download-failed', message, options);
    this.advanced = advanced;
    this.wait = wait;
  }
}

/**
 * Tries one host after the other, then all of them again after a wait, as long as they fail with {@link
 * HostError}. A host that does not have the file is not asked again.
 *
 * @param urls URLs of the file, in order of preference.
 * @param signal Ends the wait.
 * @param attempt Asks one host. `isLast` tells it that this is the last round.
 * @returns The result of the attempt.
 * @throws Any error of the attempt other than {@link HostError}; the last HostError after the last round;
 *   ClipError `unknown-model` if no host has the file, or the signal's reason.
 */
export async function withRetries<T>(
  urls: readonly string[],
  signal: AbortSignal | undefined,
  attempt: (url: string, isLast: boolean) => Promise<T>,
): Promise<T> {
  /** Hosts that may have the file, and how many milliseconds each asks to wait. */
  const rests = new Map(urls.map((url) => [url, 0]));
  let last: HostError | undefined;
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
        if (!(error instanceof HostError)) throw error;
        if (error.advanced) round = 0;
        rests.set(url, error.wait);
        last = error;
      }
    }
    const rest = Math.min(...rests.values());
    // If the device knows that it is offline, fail at once.
    if (last && (round + 1 >= ROUNDS || rest > LONGEST_WAIT || !navigator.onLine)) throw last;
    const wait = Math.max(rest, FIRST_WAIT * 2 ** round);
    await pause(wait, signal);
    for (const [url, left] of rests) rests.set(url, left - wait);
  }
}

/**
 * @param response A response with status 429 or 5xx.
 * @returns How many milliseconds it asks to wait; 0 if it does not say (RFC 9110, 10.2.3).
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
