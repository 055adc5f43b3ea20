import { asClipError, ClipError, isClipError, throwIfAborted } from '@web-clip/calls';
import { FileWriter, type Origin } from './file-writer.ts';
import { hashFromHost } from './host-hash.ts';
import type { WeightFile } from './locate.ts';
import { reserveQuota } from './quota.ts';
import { piecesOf, request } from './request.ts';
import { HostError, withRetries } from './retry.ts';
import type { StoredFile } from './store.ts';

/** How much of a file has arrived. */
export interface DownloadProgress {
  /** The file's URL. */
  url: string;
  /** Bytes so far. */
  loaded: number;
  /** Total bytes; 0 if the host does not say. */
  total: number;
}

/** Called as a download progresses. */
export type DownloadListener = (progress: DownloadProgress) => void;

/** Hosts whose CORS preflight does not allow `If-Range` from other origins. */
const withoutIfRange = new Set<string>();

/**
 * Downloads a file into storage, resuming an interrupted download if there is one. The SHA-256 is computed
 * while the bytes arrive, and compared with the hash in the model's spec, or else with that of an earlier
 * download, or else with what the host says. If they differ, the file is removed and requested once more.
 *
 * @param file The file.
 * @param known Its SHA-256, if it was stored before.
 * @throws ClipError `download-failed`, `unknown-model` if no host has it, `invalid-model` if its bytes are
 *   wrong, `storage-full` or `storage-failed`, or the signal's reason.
 */
export async function downloadFile(
  file: WeightFile,
  known: string | undefined,
  signal: AbortSignal,
  report: DownloadListener,
): Promise<StoredFile> {
  const download = new Download(file, await FileWriter.resume(file), file.sha256 ?? known, signal, report);
  return download.run();
}

/** The download of one file. */
class Download {
  /** Whether a host has ignored a request for the rest of the file. */
  #refusedRest = false;
  /** How often the complete file had the wrong hash. */
  #wrong = 0;
  /** The SHA-256 to expect: the known one, or what the host says. */
  #told: Promise<string | undefined> | undefined;
  /** The furthest position reached. Bytes that a host sends again are not progress. */
  #furthest: number;
  readonly #file: WeightFile;
  readonly #writer: FileWriter;
  readonly #known: string | undefined;
  readonly #signal: AbortSignal;
  readonly #report: DownloadListener;

  constructor(
    file: WeightFile,
    writer: FileWriter,
    /** The SHA-256, if it need not be asked from the host. */
    known: string | undefined,
    signal: AbortSignal,
    report: DownloadListener,
  ) {
    this.#file = file;
    this.#writer = writer;
    this.#known = known;
    this.#signal = signal;
    this.#report = report;
    this.#furthest = writer.size;
  }

  run(): Promise<StoredFile> {
    return withRetries(this.#file.urls, this.#signal, async (url, isLast) => {
      try {
        return await this.#receive(url, isLast);
      } catch (error) {
        throwIfAborted(this.#signal);
        if (isClipError(error) && !(error instanceof HostError)) throw error;
        const { message } = asClipError(
          error,
          'download-failed',
          `The download of ${url} was interrupted. Try again.`,
        );
        const advanced = this.#writer.size > this.#furthest;
        this.#furthest = Math.max(this.#furthest, this.#writer.size);
        const wait = error instanceof HostError ? error.wait : 0;
        throw new HostError(message, { advanced, wait, cause: error });
      }
    });
  }

  async #receive(url: string, isLast: boolean): Promise<StoredFile> {
    const response = await this.#ask(url, isLast);
    const total = await this.#place(url, response, isLast);
    if (total === undefined) return this.#receive(url, isLast);
    const origin = { from: new URL(url).origin, validator: validatorOf(response), total };
    const hash = this.#hash(url, response);
    const missing = (): number => Math.max(0, total - this.#writer.committed);
    const keepAside = await reserveQuota(missing()).catch(async (error: unknown) => {
      await response.body?.cancel();
      throw error;
    });
    try {
      for await (const bytes of piecesOf(url, response)) {
        throwIfAborted(this.#signal);
        await this.#writer.write(bytes, origin);
        keepAside(missing());
        this.#report({ url: this.#file.url, loaded: this.#writer.size, total });
      }
    } finally {
      keepAside(0);
    }
    // Another origin may hide that its response is compressed, so more bytes than announced are fine.
    if (this.#writer.size < total) {
      throw new HostError(
        `The download of ${url} ended after ${this.#writer.size} of ${total} bytes. Try again.`,
      );
    }
    return this.#finish(url, await hash);
  }

  /**
   * Requests the missing bytes.
   *
   * @param isLast Whether no host will be asked again.
   */
  async #ask(url: string, isLast: boolean): Promise<Response> {
    const { size, origin } = this.#writer;
    const signal = this.#signal;
    // The wrong bytes may have come from the browser's cache.
    if (size === 0) return request(url, this.#wrong > 0 ? { cache: 'no-store' } : {}, signal);
    const { from, validator, total } = origin as Origin;
    // The browser ended after the last byte, but before the file was finished.
    if (size === total) return request(url, { method: 'HEAD' }, signal);
    const host = new URL(url).origin;
    const isConditional = validator && from === host && !withoutIfRange.has(host);
    const headers = { Range: `bytes=${size}-`, ...(isConditional && { 'If-Range': validator }) };
    try {
      // If more arrived than was announced, the response was compressed, and a range would count other bytes.
      if (size < total || total === 0) return await request(url, { headers }, signal);
    } catch (error) {
      // The page learns no more than this if the host forbids a header or compresses the range.
      const isUnanswered = error instanceof HostError && error.cause instanceof TypeError;
      if (isUnanswered && isConditional && host !== location.origin) withoutIfRange.add(host);
      if (!isUnanswered || !isLast) throw error;
      // If the host answers this request, the range is the problem. Start over without it; otherwise this
      // download would fail for ever.
      await request(url, { method: 'HEAD' }, signal);
    }
    await this.#restart();
    return this.#ask(url, isLast);
  }

  /**
   * Makes sure that the response continues where the writer is. If it cannot, the writer starts over.
   *
   * @param isLast Whether no host will be asked again.
   * @returns The file's total bytes, or 0 if unknown; undefined if the file must be requested from its first
   *   byte.
   */
  async #place(url: string, response: Response, isLast: boolean): Promise<number | undefined> {
    const { headers, status } = response;
    const { size, origin } = this.#writer;
    const isEncoded = headers.has('content-encoding');
    // The length of a compressed response counts bytes on the wire, not decoded ones.
    const length = isEncoded ? 0 : Number(headers.get('content-length') ?? 0);
    if (!origin) return length;
    // Another origin need not expose this header.
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
    const start = range ? Number(range[1]) : size;
    const whole = status === 206 ? (range ? Number(range[2]) : size + length) : length;
    const isElsewhere = origin.from !== new URL(url).origin;
    const same =
      (whole === origin.total || (origin.total === 0 && !isEncoded)) &&
      (isElsewhere
        ? (await this.#hash(url, response)) !== undefined
        : origin.validator === validatorOf(response));
    if (same && ((status === 206 && start === size) || size === whole)) return whole;
    const refuses = status === 416 || (status === 200 && same);
    const mayGoOn = isElsewhere && this.#file.urls.some((each) => new URL(each).origin === origin.from);
    // The host that sent the first bytes may send the rest, and so may another of this host's servers that
    // supports ranges.
    if (mayGoOn ? !isLast : refuses && !this.#refusedRest) {
      this.#refusedRest ||= refuses;
      await response.body?.cancel();
      throw new HostError(`The host did not send the rest of ${url}. Try again.`);
    }
    await this.#restart();
    if (status === 200 && response.body) return length;
    await response.body?.cancel();
    return undefined;
  }

  async #finish(url: string, hash: string | undefined): Promise<StoredFile> {
    const sha256 = await this.#writer.digest();
    if (hash === undefined || hash === sha256) return this.#writer.finish(sha256);
    await this.#restart();
    this.#furthest = 0;
    this.#wrong++;
    // Bytes may be damaged in transit. If every host sends wrong bytes, twice, the file is a different one.
    if (this.#wrong <= this.#file.urls.length) {
      throw new HostError(`The host sent wrong bytes for ${url}. Try again.`);
    }
    throw new ClipError(
      'invalid-model',
      `${url} has the SHA-256 ${sha256} instead of ${hash}, so it was not kept. Choose another model, or tell its publisher.`,
    );
  }

  /** The SHA-256 that the file should have, if anyone knows it. */
  #hash(url: string, response: Response): Promise<string | undefined> {
    this.#told ??= this.#known ? Promise.resolve(this.#known) : hashFromHost(url, response, this.#signal);
    return this.#told;
  }

  /** Starts over. Forgets the host's hash, which was for another version. */
  async #restart(): Promise<void> {
    await this.#writer.restart();
    this.#told = undefined;
  }
}

/**
 * The validator that distinguishes versions of the file, of a kind that `If-Range` accepts (RFC 9110,
 * 13.1.5).
 */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : (headers.get('last-modified') ?? undefined);
}
