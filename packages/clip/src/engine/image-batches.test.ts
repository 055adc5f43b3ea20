import { describe, expect, it } from 'vitest';
import type { EncoderInput } from '../image/encoder-input.ts';
import { ImageBatches } from './image-batches.ts';

interface Input extends EncoderInput {
  id: number;
}

/** Batches that the test encodes when it likes. An embedding is the image's id and 1. */
function batches(size = 4) {
  const begun: { ids: number[]; again: () => Promise<EncoderInput[]>; end: (error?: Error) => void }[] = [];
  const released: number[] = [];
  const encoder = new ImageBatches({
    batchSize: () => size,
    encode: (inputs, again) =>
      new Promise((resolve, reject) => {
        const ids = inputs.map((input) => (input as Input).id);
        const end = (error?: Error): void =>
          error ? reject(error) : resolve(Float32Array.from(ids.flatMap((id) => [id, 1])));
        begun.push({ ids, again, end });
      }),
  });
  const image = (id: number) => async (): Promise<Input> => ({
    id,
    bytes: async () => new Uint8Array(),
    release: () => released.push(id),
  });
  const embed = (id: number, signal?: AbortSignal) => encoder.embed(image(id), signal);
  return { begun, released, encoder, embed };
}

describe('ImageBatches', () => {
  it('makes full batches, and one of the rest when nothing else is on its way', async () => {
    const { begun, embed } = batches();
    const embeddings = Promise.all([0, 1, 2, 3, 4, 5].map((id) => embed(id)));
    await expect.poll(() => begun.map(({ ids }) => ids)).toEqual([[0, 1, 2, 3]]);
    begun[0]?.end();
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.end();
    expect((await embeddings).map((embedding) => [...embedding])).toEqual(
      [0, 1, 2, 3, 4, 5].map((id) => [id, 1]),
    );
    expect(begun[1]?.ids).toEqual([4, 5]);
  });

  it('lets a full batch begin while others run', async () => {
    const { begun, embed } = batches(2);
    void Promise.all([0, 1, 2, 3].map((id) => embed(id)));
    await expect
      .poll(() => begun.map(({ ids }) => ids))
      .toEqual([
        [0, 1],
        [2, 3],
      ]);
  });

  it('leaves out what cannot be prepared, which fails alone', async () => {
    const { begun, embed, encoder } = batches();
    const bad = encoder.embed(() => Promise.reject(new Error('damaged')), undefined);
    const good = embed(1);
    await expect(bad).rejects.toThrow('damaged');
    await expect.poll(() => begun.length).toBe(1);
    begun[0]?.end();
    expect([...(await good)]).toEqual([1, 1]);
  });

  it('goes on after a batch that fails, for all its images', async () => {
    const { begun, embed } = batches(2);
    const first = Promise.allSettled([embed(0), embed(1)]);
    await expect.poll(() => begun.length).toBe(1);
    begun[0]?.end(new Error('lost'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const second = embed(2);
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.end();
    expect([...(await second)]).toEqual([2, 1]);
  });

  it('prepares the images of a batch again if they are lost', async () => {
    const { begun, embed } = batches(2);
    void embed(0);
    void embed(1);
    await expect.poll(() => begun.length).toBe(1);
    const again = (await begun[0]?.again()) ?? [];
    expect(again.map((input) => (input as Input).id)).toEqual([0, 1]);
  });

  it('keeps out and releases an image whose caller has given up', async () => {
    const { begun, released, embed } = batches(2);
    const controller = new AbortController();
    const running = Promise.all([embed(0), embed(1)]);
    await expect.poll(() => begun.length).toBe(1);
    const late = embed(2, controller.signal);
    controller.abort('enough');
    begun[0]?.end();
    await running;
    await expect(late).rejects.toBe('enough');
    expect(released).toEqual([2]);
    expect(begun).toHaveLength(1);
  });
});
