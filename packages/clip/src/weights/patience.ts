import { ClipError, throwIfAborted } from '../errors.ts';

/** Rounds over all hosts without a byte of progress before a download is given up. */
const ROUNDS = 4;

/** The wait after the first of them, in milliseconds; each next one is twice as long. */
const FIRST_WAIT = 500;

/** The longest wait that a host may ask for, in milliseconds; longer ones are left to the person. */
const LONGEST_WAIT = 60_000;

/** What a host is at fault for, and may not be another time, or what another host may do better. */
export class HostTrouble extends ClipError {
  /**
   * @param message For a person, if it stays like this.
   * @param advanced Whether bytes have arrived before it.
   * @param wait Milliseconds that the host asks to wait.
   */
  constructor(
    message: string,
    readonly advanced: boolean,
    readonly wait = 0,
    options?: ErrorOptions,
  ) {
    super('download-failed', message, options);
  }
}

/**
 * Tries one host after the other, and then all of them again a little later, for as long as there is trouble
 * with them.
 *
 * @param urls Where it can be had from; the first one is best.
 * @param signal Ends the waiting.
 * @param attempt Asks one.
 * @returns What the attempt returns.
 * @throws What it throws other than {@link HostTrouble}; that as well in the end, or ClipError `aborted`.
 */
export async function persistently<T>(
  urls: readonly string[],
  signal: AbortSignal | undefined,
  attempt: (url: string) => Promise<T>,
): Promise<T> {
  for (let round = 0; ; round++) {
    let longest = 0;
    let last: HostTrouble | undefined;
    for (const url of urls) {
      try {
        return await attempt(url);
      } catch (error) {
        throwIfAborted(signal);
        if (!(error instanceof HostTrouble)) throw error;
        if (error.advanced) round = 0;
        longest = Math.max(longest, error.wait);
        last = error;
      }
    }
    // A device that knows that it is offline need not wait to find out.
    if (last && (round + 1 >= ROUNDS || longest > LONGEST_WAIT || !navigator.onLine)) throw last;
    await pause(Math.max(longest, FIRST_WAIT * 2 ** round), signal);
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
