import { throwIfAborted } from '@web-clip/calls';
import { allOrNone, type EncoderInput } from '../image/encoder-input.ts';

/** How batches are embedded. */
export interface BatchEncoder {
  /** Most images of a batch. It may change at any time. */
  batchSize(): number;
  /**
   * @param inputs The images; they are released.
   * @param again Prepares them again, in case they are lost with a GPU.
   * @returns Their embeddings, row by row.
   */
  encode(
    inputs: readonly EncoderInput[],
    again: () => Promise<EncoderInput[]>,
  ): Promise<Float32Array<ArrayBuffer>>;
}

interface Waiting {
  input: EncoderInput;
  prepare: () => Promise<EncoderInput>;
  signal: AbortSignal | undefined;
  resolve: (embedding: Float32Array<ArrayBuffer>) => void;
  reject: (error: unknown) => void;
}

/**
 * Makes batches of images whose callers wait for each by itself. A batch begins when it is full, or when
 * nothing else is on its way. An image that cannot be prepared costs only itself.
 */
export class ImageBatches {
  readonly #encoder: BatchEncoder;
  #waiting: Waiting[] = [];
  #preparing = 0;
  #running = 0;

  /** @param encoder Embeds the batches. */
  constructor(encoder: BatchEncoder) {
    this.#encoder = encoder;
  }

  /**
   * @param prepare Prepares the image.
   * @param signal Keeps the image out of its batch, unless that has begun.
   * @returns Its embedding.
   * @throws The error of `prepare` or of the batch, or the signal's reason.
   */
  async embed(
    prepare: () => Promise<EncoderInput>,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array<ArrayBuffer>> {
    throwIfAborted(signal);
    this.#preparing++;
    try {
      const input = await prepare();
      return new Promise((resolve, reject) =>
        this.#waiting.push({ input, prepare, signal, resolve, reject }),
      );
    } finally {
      this.#preparing--;
      this.#start();
    }
  }

  #start(): void {
    const size = this.#encoder.batchSize();
    const isAll = this.#preparing === 0 && this.#running === 0;
    while (this.#waiting.length >= (isAll ? 1 : size)) void this.#run(this.#waiting.splice(0, size));
  }

  async #run(images: readonly Waiting[]): Promise<void> {
    this.#running++;
    const batch = images.filter(({ input, signal, reject }) => {
      if (!signal?.aborted) return true;
      input.release();
      reject(signal.reason);
      return false;
    });
    try {
      if (batch.length === 0) return;
      const again = (): Promise<EncoderInput[]> => allOrNone(batch.map(({ prepare }) => prepare()));
      const rows = await this.#encoder.encode(
        batch.map(({ input }) => input),
        again,
      );
      const dimension = rows.length / batch.length;
      for (const [i, { resolve }] of batch.entries()) resolve(rows.slice(i * dimension, (i + 1) * dimension));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#running--;
      this.#start();
    }
  }
}
