import { asClipError, ClipError, isClipError, throwIfAborted } from '../errors.ts';
import { FileWriter, type Origin } from './file-writer.ts';
import { hashFromHost } from './host-hash.ts';
import type { WeightFile } from './locate.ts';
import { HostTrouble, persistently } from './patience.ts';
import { piecesOf, request } from './request.ts';
import { setAside } from './space.ts';
import type { StoredFile } from './store.ts';

/** Bytes of one file that have arrived. */
export interface DownloadProgress {
  /** The file's URL. */
  url: string;
  /** Bytes so far. */
  loaded: number;
  /** Bytes in all; 0 where the host does not say. */
  total: number;
}

/** Is told how far a download has come. */
export type DownloadListener = (progress: DownloadProgress) => void;

/** Hosts that do not take an `If-Range` from other origins: CORS has them asked for it first. */
const withoutIfRange = new Set<string>();

/**
 * Downloads a file into storage, and goes on where an earlier try has stopped. Its SHA-256 is taken while it
 * arrives: if that is not what the model's spec says, or else what an earlier download of it had, or else what
 * the host says, the file is removed, and asked for once more.
 *
 * @param file The file.
 * @param known Its SHA-256, if it was stored before.
 * @throws ClipError `download-failed`, `unknown-model` if no host has it, `invalid-model` if its bytes are wrong,
 *   `storage-full`, `storage-failed` or `aborted`.
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

/** One file on its way. */
class Download {
  /** Whether a host has not sent the rest of a file that it was asked for. */
  #refusedRest = false;
  /** How often all bytes were there, and were not the right ones. */
  #wrong = 0;
  /** What the host says the file's SHA-256 is. */
  #told: Promise<string | undefined> | undefined;
  /** The most bytes that there have been: what a host sends once more is no progress. */
  #furthest: number;

  constructor(
    private readonly file: WeightFile,
    private readonly writer: FileWriter,
    /** SHA-256, for as long as a host's word is not needed. */
    private readonly known: string | undefined,
    private readonly signal: AbortSignal,
    private readonly report: DownloadListener,
  ) {
    this.#furthest = writer.size;
  }

  run(): Promise<StoredFile> {
    return persistently(this.file.urls, this.signal, async (url, isLast) => {
      try {
        return await this.#receive(url, isLast);
      } catch (error) {
        throwIfAborted(this.signal);
        if (isClipError(error) && !(error instanceof HostTrouble)) throw error;
        const { message } = asClipError(
          error,
          'download-failed',
          `The download of ${url} broke off. Try again.`,
        );
        const advanced = this.writer.size > this.#furthest;
        this.#furthest = Math.max(this.#furthest, this.writer.size);
        const wait = error instanceof HostTrouble ? error.wait : 0;
        throw new HostTrouble(message, { advanced, wait, cause: error });
      }
    });
  }

  async #receive(url: string, isLast: boolean): Promise<StoredFile> {
    const response = await this.#ask(url, isLast);
    const total = await this.#place(url, response, isLast);
    if (total === undefined) return this.#receive(url, isLast);
    const origin = { from: new URL(url).origin, validator: validatorOf(response), total };
    const hash = this.#hash(url, response);
    const missing = (): number => Math.max(0, total - this.writer.committed);
    const keepAside = await setAside(missing()).catch(async (error: unknown) => {
      await response.body?.cancel();
      throw error;
    });
    try {
      for await (const bytes of piecesOf(url, response)) {
        throwIfAborted(this.signal);
        await this.writer.write(bytes, origin);
        keepAside(missing());
        this.report({ url: this.file.url, loaded: this.writer.size, total });
      }
    } finally {
      keepAside(0);
    }
    // Another origin need not say that its answer is compressed: more than announced is well.
    if (this.writer.size < total) {
      throw new HostTrouble(`${url} ended after ${this.writer.size} of ${total} bytes. Try again.`);
    }
    return this.#finish(url, await hash);
  }

  /**
   * Asks for what is missing.
   *
   * @param isLast Whether no host will be asked again.
   */
  async #ask(url: string, isLast: boolean): Promise<Response> {
    const { size, origin } = this.writer;
    const { signal } = this;
    // The wrong bytes may be in the browser's cache.
    if (size === 0) return request(url, this.#wrong > 0 ? { cache: 'no-store' } : {}, signal);
    const { from, validator, total } = origin as Origin;
    // The browser ended between the last byte and the end.
    if (size === total) return request(url, { method: 'HEAD' }, signal);
    const host = new URL(url).origin;
    const isConditional = validator && from === host && !withoutIfRange.has(host);
    const headers = { Range: `bytes=${size}-`, ...(isConditional && { 'If-Range': validator }) };
    try {
      // More than was announced has been compressed on its way, and a range would be one of other bytes.
      if (size < total || total === 0) return await request(url, { headers }, signal);
    } catch (error) {
      // That is all that a page is told when the host does not allow a header, or compresses what it sends of a range.
      const isUnanswered = error instanceof HostTrouble && error.cause instanceof TypeError;
      if (isUnanswered && isConditional && host !== location.origin) withoutIfRange.add(host);
      if (!isUnanswered || !isLast) throw error;
      // Where another question is answered it is the range: without it, else this download would fail for ever.
      await request(url, { method: 'HEAD' }, signal);
    }
    await this.#restart();
    return this.#ask(url, isLast);
  }

  /**
   * Makes sure that the answer begins where the writer is, which may have to begin anew.
   *
   * @param isLast Whether no host will be asked again.
   * @returns The file's bytes in all, or 0 if unknown; undefined if it is to be asked for from its first byte.
   */
  async #place(url: string, response: Response, isLast: boolean): Promise<number | undefined> {
    const { headers, status } = response;
    const { size, origin } = this.writer;
    const isEncoded = headers.has('content-encoding');
    // Of a compressed answer the length says what is on the wire, not what will arrive here.
    const length = isEncoded ? 0 : Number(headers.get('content-length') ?? 0);
    if (!origin) return length;
    // Another origin need not show this header.
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
    const mayGoOn = isElsewhere && this.file.urls.some((each) => new URL(each).origin === origin.from);
    // The host that the bytes are from may send the rest, or some of its servers, who know of ranges.
    if (mayGoOn ? !isLast : refuses && !this.#refusedRest) {
      this.#refusedRest ||= refuses;
      await response.body?.cancel();
      throw new HostTrouble(`${url} did not send the rest of the file. Try again.`);
    }
    await this.#restart();
    if (status === 200 && response.body) return length;
    await response.body?.cancel();
    return undefined;
  }

  async #finish(url: string, hash: string | undefined): Promise<StoredFile> {
    const sha256 = await this.writer.digest();
    if (hash === undefined || hash === sha256) return this.writer.finish(sha256);
    await this.#restart();
    this.#furthest = 0;
    this.#wrong++;
    // Bytes may be damaged on the way; those of every host, and twice, are another file.
    if (this.#wrong <= this.file.urls.length) {
      throw new HostTrouble(`The bytes of ${url} are not those that they should be. Try again.`);
    }
    throw new ClipError(
      'invalid-model',
      `${url} is not the file that it should be: its SHA-256 is ${sha256}, and not ${hash}. It was removed. Choose another model, or tell the one who publishes it.`,
    );
  }

  /** What the file's SHA-256 should be, as far as anyone tells. */
  #hash(url: string, response: Response): Promise<string | undefined> {
    this.#told ??= this.known ? Promise.resolve(this.known) : hashFromHost(url, response, this.signal);
    return this.#told;
  }

  /** Begins anew; what a host told of the file was told of another version. */
  async #restart(): Promise<void> {
    await this.writer.restart();
    this.#told = undefined;
  }
}

/** By what a host tells versions of a file apart, of the kinds that `If-Range` takes (RFC 9110, 13.1.5). */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : (headers.get('last-modified') ?? undefined);
}
