import { asClipError, ClipError, isClipError, throwIfAborted } from '../errors.ts';
import { FileWriter, type Origin } from './file-writer.ts';
import { hashFromHost } from './host-hash.ts';
import type { WeightFile } from './locate.ts';
import { HostTrouble, persistently } from './patience.ts';
import { request } from './request.ts';
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

/** A host that sends nothing for so long is asked anew, in milliseconds. */
const SILENCE = 20_000;

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

  constructor(
    private readonly file: WeightFile,
    private readonly writer: FileWriter,
    /** SHA-256, for as long as a host's word is not needed. */
    private readonly known: string | undefined,
    private readonly signal: AbortSignal,
    private readonly report: DownloadListener,
  ) {}

  run(): Promise<StoredFile> {
    return persistently(this.file.urls, this.signal, async (url) => {
      const before = this.writer.size;
      try {
        return await this.#receive(url);
      } catch (error) {
        throwIfAborted(this.signal);
        if (isClipError(error) && !(error instanceof HostTrouble)) throw error;
        const { message } = asClipError(
          error,
          'download-failed',
          `The download of ${url} broke off. Try again.`,
        );
        const wait = error instanceof HostTrouble ? error.wait : 0;
        throw new HostTrouble(message, this.writer.size > before, wait, { cause: error });
      }
    });
  }

  async #receive(url: string): Promise<StoredFile> {
    const silence = new Silence();
    const signal = AbortSignal.any([this.signal, silence.signal]);
    try {
      const response = await this.#ask(url, signal);
      const total = await this.#place(url, response);
      const origin = { from: new URL(url).origin, validator: validatorOf(response), total };
      const asking = AbortSignal.any([this.signal, AbortSignal.timeout(SILENCE)]);
      this.#told ??= this.known ? Promise.resolve(this.known) : hashFromHost(url, response, asking);
      const giveBack = await setAside(Math.max(0, total - this.writer.size));
      try {
        for await (const bytes of chunksOf(response)) {
          throwIfAborted(this.signal);
          silence.broken();
          await this.writer.write(bytes, origin);
          this.report({ url: this.file.url, loaded: this.writer.size, total });
        }
      } finally {
        giveBack();
      }
      // Another origin need not say that its answer is compressed: more than announced is well.
      if (this.writer.size < total) {
        const message = `${url} ended after ${this.writer.size} of ${total} bytes. Try again.`;
        throw new HostTrouble(message, true);
      }
      return await this.#finish(url, await this.#told);
    } finally {
      silence.end();
    }
  }

  /** Asks for what is missing. */
  async #ask(url: string, signal: AbortSignal): Promise<Response> {
    const { size, origin } = this.writer;
    if (size === 0) return request(url, { signal });
    const { from, validator, total } = origin as Origin;
    // The browser ended between the last byte and the end.
    if (size === total) return request(url, { signal, method: 'HEAD' });
    const range = { Range: `bytes=${size}-` };
    const host = new URL(url).origin;
    if (!validator || from !== host || withoutIfRange.has(host)) {
      return request(url, { signal, headers: range });
    }
    try {
      return await request(url, { signal, headers: { ...range, 'If-Range': validator } });
    } catch (error) {
      // That is all that a page is told when the host does not allow the header.
      const refused = error instanceof HostTrouble && error.cause instanceof TypeError;
      if (refused && host !== location.origin) withoutIfRange.add(host);
      throw error;
    }
  }

  /**
   * Makes sure that the answer begins where the writer is.
   *
   * @returns The file's bytes in all; 0 if unknown.
   */
  async #place(url: string, response: Response): Promise<number> {
    const { headers, status } = response;
    const { size, origin } = this.writer;
    // Of a compressed answer the length says what is on the wire, not what will arrive here.
    const length = headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
    if (!origin) return length;
    // Another origin need not show this header.
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
    const start = range ? Number(range[1]) : size;
    const whole = status === 206 ? (range ? Number(range[2]) : size + length) : length;
    const same =
      whole === origin.total &&
      (origin.from === new URL(url).origin
        ? origin.validator === validatorOf(response)
        : this.known !== undefined);
    if (same && ((status === 206 && start === size) || size === whole)) return whole;
    if ((status === 416 || (status === 200 && same)) && !this.#refusedRest) {
      // Some of a host's servers may not know of ranges; all bytes once more are the last resort.
      this.#refusedRest = true;
      await response.body?.cancel();
      throw new HostTrouble(`${url} did not send the rest of the file. Try again.`, false);
    }
    await this.writer.restart();
    if (status === 200 && response.body) return length;
    await response.body?.cancel();
    throw new HostTrouble(`${url} has changed while it was downloaded. Try again.`, false);
  }

  async #finish(url: string, hash: string | undefined): Promise<StoredFile> {
    const sha256 = await this.writer.digest();
    if (hash === undefined || hash === sha256) return this.writer.finish(sha256);
    await this.writer.restart();
    this.#told = undefined;
    this.#wrong++;
    // Bytes may be damaged on the way; those of every host, and twice, are another file.
    if (this.#wrong <= this.file.urls.length) {
      throw new HostTrouble(`The bytes of ${url} are not those that they should be. Try again.`, false);
    }
    throw new ClipError(
      'invalid-model',
      `${url} is not the file that it should be: its SHA-256 is ${sha256}, and not ${hash}. It was removed. Choose another model, or tell the one who publishes it.`,
    );
  }
}

/** Notices that nothing has arrived for a while. */
class Silence {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.broken();
  }

  /** Is aborted then. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has arrived. */
  broken(): void {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), SILENCE);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** By what a host tells versions of a file apart, of the kinds that `If-Range` takes (RFC 9110, 13.1.5). */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : (headers.get('last-modified') ?? undefined);
}

/** A ReadableStream is async iterable by its standard, and not yet in Safari: https://bugs.webkit.org/show_bug.cgi?id=194379 */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
