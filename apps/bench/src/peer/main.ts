/**
 * Runs transformers.js in a worker: as its documentation shows, one image after the other, and batched as well as it
 * allows. Image timings are measured here, so that messages between threads do not count.
 */
import {
  AutoProcessor,
  AutoTokenizer,
  type BaseModelOutput,
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  cat,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  type Processor,
  RawImage,
  type Tensor,
} from '@huggingface/transformers';
import { expose } from 'comlink';
import type { PeerBatching, PeerModel, PeerRun } from './messages.ts';

/** SigLIP's models return the embedding as `pooler_output`. */
type Outputs = BaseModelOutput & { pooler_output: Tensor; image_embeds?: Tensor; text_embeds?: Tensor };

/** What the page calls. */
class PeerWorker {
  #id = '';
  #padding: true | 'max_length' = true;
  #options: Parameters<typeof CLIPVisionModelWithProjection.from_pretrained>[1] = {};
  #processor: Processor | undefined;
  #vision: PreTrainedModel | undefined;
  #tokenizer: PreTrainedTokenizer | undefined;
  #text: PreTrainedModel | undefined;

  open({
    host,
    template,
    id,
    revision,
    dtype,
    device,
    fullLength,
    external,
    runtime,
    threads,
  }: PeerModel): void {
    env.remoteHost = host;
    env.remotePathTemplate = template;
    const { wasm } = env.backends.onnx;
    if (!wasm) throw new Error('transformers.js has no WASM backend in this browser.');
    wasm.wasmPaths = runtime;
    if (threads) wasm.numThreads = threads;
    this.#id = id;
    this.#padding = fullLength ? 'max_length' : true;
    this.#options = { dtype, device, revision, use_external_data_format: external };
  }

  version(): string {
    return env.version;
  }

  async loadVision(): Promise<void> {
    this.#processor = await AutoProcessor.from_pretrained(this.#id, this.#options);
    this.#vision = await CLIPVisionModelWithProjection.from_pretrained(this.#id, this.#options);
  }

  async loadText(): Promise<void> {
    this.#tokenizer = await AutoTokenizer.from_pretrained(this.#id, this.#options);
    this.#text = await CLIPTextModelWithProjection.from_pretrained(this.#id, this.#options);
  }

  async embedOneByOne(photos: readonly Blob[]): Promise<PeerRun> {
    const rows: number[][] = [];
    const stages = { read: 0, preprocess: 0, run: 0 };
    const start = performance.now();
    for (const photo of photos) {
      const began = performance.now();
      const image = await RawImage.read(photo);
      const read = performance.now();
      const inputs = await this.#process(image);
      const prepared = performance.now();
      const embeddings = await this.#see(inputs.pixel_values);
      stages.read += read - began;
      stages.preprocess += prepared - read;
      stages.run += performance.now() - prepared;
      rows.push(...(embeddings.tolist() as number[][]));
    }
    return { milliseconds: performance.now() - start, rows, stages };
  }

  async embedBatched(photos: readonly Blob[], { batch, ahead }: PeerBatching): Promise<PeerRun> {
    const rows: number[][] = [];
    const start = performance.now();
    const batches: (readonly Blob[])[] = [];
    for (let i = 0; i < photos.length; i += batch) batches.push(photos.slice(i, i + batch));
    let next = batches[0] && this.#prepare(batches[0]);
    for (const [i] of batches.entries()) {
      const inputs = await next;
      const following = batches[i + 1];
      if (ahead) next = following && this.#prepare(following);
      const embeddings = await this.#see(inputs as Tensor);
      if (!ahead) next = following && this.#prepare(following);
      rows.push(...(embeddings.tolist() as number[][]));
    }
    return { milliseconds: performance.now() - start, rows };
  }

  async embedText(text: string): Promise<number[]> {
    if (!this.#tokenizer || !this.#text) throw new Error('Call loadText() first.');
    const inputs = this.#tokenizer([text], { padding: this.#padding, truncation: true });
    const { text_embeds, pooler_output } = (await this.#text(inputs)) as Outputs;
    const [row = []] = (text_embeds ?? pooler_output).tolist() as number[][];
    return row;
  }

  /** Each image is released once it is resized. A whole batch at full size would need gigabytes. */
  async #prepare(photos: readonly Blob[]): Promise<Tensor> {
    const prepared = photos.map(async (photo) => this.#process(await RawImage.read(photo)));
    return cat((await Promise.all(prepared)).map(({ pixel_values }) => pixel_values));
  }

  #process(image: RawImage): Promise<{ pixel_values: Tensor }> {
    if (!this.#processor) throw new Error('Call loadVision() first.');
    return this.#processor(image);
  }

  async #see(pixel_values: Tensor): Promise<Tensor> {
    if (!this.#vision) throw new Error('Call loadVision() first.');
    const { image_embeds, pooler_output } = (await this.#vision({ pixel_values })) as Outputs;
    return image_embeds ?? pooler_output;
  }
}

/** The worker's type for comlink. */
export type { PeerWorker };

expose(new PeerWorker());
