import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Clip,
  createClip,
  type EmbeddedImage,
  type ImageInput,
  registry,
  row,
  similarity,
} from '../index.ts';

const golden = async (name: string): Promise<Blob> =>
  (await fetch(`/models/pocket/goldens/${name}.png`)).blob();

const BROKEN = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)]);

/** The same pixels for ever, and how many images have been taken. */
function endless(pixels: ImageData) {
  const source = { taken: 0, closed: false };
  function* images(): Generator<ImageData> {
    try {
      for (;;) {
        source.taken++;
        yield pixels;
      }
    } finally {
      source.closed = true;
    }
  }
  return { source, images: images() };
}

describe('embedEach', () => {
  let clip: Clip;
  let dog: Blob;
  let pizza: Blob;
  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
    dog = await golden('dog-128x128');
    pizza = await golden('pizza-200x150');
  });
  afterAll(() => clip.dispose());

  it('yields each embedding in order, and the error of each image that is bad', async () => {
    const missing = Object.assign(new Image(), { src: '/no/such/image.png' });
    const images: ImageInput[] = [dog, BROKEN, 42 as never, missing, pizza];
    const found: EmbeddedImage[] = [];
    for await (const each of clip.embedEach(images)) found.push(each);
    expect(found.map(({ index, error }) => [index, error?.code, error?.message])).toEqual([
      [0, undefined, undefined],
      [1, 'undecodable-image', 'The PNG image is damaged. Replace it with an undamaged copy.'],
      [2, 'invalid-argument', expect.stringMatching(/^Image 2 is 42\. /)],
      [3, 'invalid-argument', expect.stringMatching(/^Image 3 .* could not load/)],
      [4, undefined, undefined],
    ]);
    const together = await clip.embedImages([dog, pizza]);
    expect(found[0]?.embedding).toEqual(row(together, 0));
    expect(found[4]?.embedding).toEqual(row(together, 1));
  });

  it('takes a stream, and yields before it ends', async () => {
    const { readable, writable } = new TransformStream<Blob, Blob>();
    const writer = writable.getWriter();
    void writer.write(dog);
    // TypeScript does not know that streams can be iterated.
    const results = clip.embedEach(readable as unknown as AsyncIterable<Blob>);
    expect((await results.next()).value).toMatchObject({ index: 0, embedding: expect.any(Float32Array) });
    void writer.write(pizza);
    expect((await results.next()).value).toMatchObject({ index: 1 });
    await writer.close();
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('takes images that are closed or redrawn as soon as the next one is asked for', async () => {
    const canvas = new OffscreenCanvas(128, 128);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    async function* images(): AsyncGenerator<ImageBitmap | OffscreenCanvas> {
      for (const blob of [dog, pizza]) {
        const bitmap = await createImageBitmap(blob);
        context.drawImage(bitmap, 0, 0, 128, 128);
        yield bitmap;
        bitmap.close();
        yield canvas;
      }
    }
    const found: Float32Array[] = [];
    for await (const { embedding, error } of clip.embedEach(images())) {
      expect(error).toBeUndefined();
      if (embedding) found.push(embedding);
    }
    const labels = await clip.embedTexts(['a dog', 'a pizza']);
    const data = Float32Array.from(found.flatMap((each) => [...each]));
    const cosines = similarity({ ...labels, data, count: 4 }, labels);
    const named = [0, 1, 2, 3].map((i) =>
      (cosines[2 * i] as number) > (cosines[2 * i + 1] as number) ? 'dog' : 'pizza',
    );
    expect(named).toEqual(['dog', 'dog', 'pizza', 'pizza']);
  });

  it('takes no more than three batches ahead, and stops with its loop', async () => {
    const { batchSize } = await clip.info();
    const { source, images } = endless(new ImageData(8, 8));
    let consumed = 0;
    for await (const { index } of clip.embedEach(images)) {
      expect(index).toBe(consumed++);
      expect(source.taken).toBeLessThanOrEqual(index + 3 * batchSize);
      if (consumed === 5 * batchSize) break;
    }
    expect(source.closed).toBe(true);
    const { taken } = source;
    // Whatever was under way has ended.
    await clip.embedImages([dog]);
    expect(source.taken).toBe(taken);
  });

  it('makes batches', async () => {
    const { batchSize } = await clip.info();
    const count = async (): Promise<number> => (await clip.info()).timings['encode-image']?.count ?? 0;
    const before = await count();
    const pixels = Array.from({ length: 4 * batchSize }, () => new ImageData(8, 8));
    for await (const { error } of clip.embedEach(pixels)) expect(error).toBeUndefined();
    expect((await count()) - before).toBeLessThan(2 * batchSize);
  });

  it('throws the reason of its signal', async () => {
    const controller = new AbortController();
    const { source, images } = endless(new ImageData(8, 8));
    const results = clip.embedEach(images, { signal: controller.signal });
    await results.next();
    controller.abort('enough');
    await expect(results.next()).rejects.toBe('enough');
    expect(source.closed).toBe(true);
  });

  it('ends if no image can be embedded', async () => {
    const pocket = registry.get('pocket');
    if (!pocket) throw new Error('no pocket');
    const url = `${location.origin}/models/nowhere/`;
    const model = { ...pocket, id: 'nowhere', source: { kind: 'folder', url } as const };
    const other = await createClip({ device: 'wasm', model });
    await expect(other.embedEach([BROKEN]).next()).rejects.toMatchObject({ code: 'unknown-model' });
    const results = other.embedEach([dog]);
    other.dispose();
    await expect(results.next()).rejects.toMatchObject({ code: 'disposed' });
  });

  it.each([
    [undefined, 'embedEach() needs a list or another iterable of images, but got undefined.'],
    ['dog.png', 'embedEach() needs a list or another iterable of images, but got “dog.png”.'],
    [new Blob(), 'embedEach() needs a list or another iterable of images, but got a Blob.'],
  ])('refuses %o', async (images, message) => {
    await expect(clip.embedEach(images as never).next()).rejects.toMatchObject({
      code: 'invalid-argument',
      message: `${message} Put brackets around a single one.`,
    });
  });
});
