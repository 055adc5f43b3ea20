import { expectTypeOf, it } from 'vitest';
import {
  type Clip,
  type ClipErrorCode,
  type ClipOptions,
  createClip,
  type Dtype,
  type EmbeddedImage,
  type Embeddings,
  type ImageInput,
  isClipError,
  row,
  similarity,
} from './index.ts';
import type { DTYPES } from './models/spec.ts';

// The compiler checks these. They fail in `npx tsc`, not when they run.

it('has options without required members', () => {
  expectTypeOf(createClip).toBeCallableWith();
  expectTypeOf(createClip).toBeCallableWith({ model: 'pocket', device: 'auto', dtype: 'q8', exact: true });
  expectTypeOf(createClip).toBeCallableWith({
    weights: { host: new URL('https://example.com'), mirrors: ['/'] },
  });
  expectTypeOf<{ devise: 'wasm' }>().not.toExtend<ClipOptions>();
  expectTypeOf<{ device: 'gpu' }>().not.toExtend<ClipOptions>();
  expectTypeOf(createClip).returns.resolves.toEqualTypeOf<Clip>();
});

it('takes every form of an image, and nothing else', () => {
  expectTypeOf<
    File | HTMLImageElement | HTMLCanvasElement | HTMLVideoElement | OffscreenCanvas | VideoFrame
  >().toExtend<ImageInput>();
  expectTypeOf<string>().not.toExtend<ImageInput>();
  expectTypeOf<Response>().not.toExtend<ImageInput>();
  expectTypeOf<SVGSVGElement>().not.toExtend<ImageInput>();
  expectTypeOf<Clip['embedImages']>().parameter(0).toEqualTypeOf<readonly ImageInput[]>();
});

it('gives an embedding or an error, never both', () => {
  expectTypeOf<Clip['embedEach']>().toBeCallableWith(new Set([new Blob()]), { signal: AbortSignal.abort() });
  expectTypeOf<Clip['embedEach']>().returns.toExtend<AsyncIterable<EmbeddedImage>>();
  const narrowed = (image: EmbeddedImage): void => {
    if (image.error) expectTypeOf(image.embedding).toEqualTypeOf<undefined>();
    else expectTypeOf(image.embedding).toEqualTypeOf<Float32Array<ArrayBuffer>>();
  };
  expectTypeOf(narrowed).toBeFunction();
});

it('knows every dtype', () => {
  expectTypeOf<(typeof DTYPES)[number]>().toEqualTypeOf<Dtype>();
});

it('computes with embeddings', () => {
  expectTypeOf(similarity).parameters.toEqualTypeOf<[Embeddings, Embeddings]>();
  expectTypeOf(row).returns.toEqualTypeOf<Float32Array<ArrayBuffer>>();
  expectTypeOf<Clip['similarity']>().toEqualTypeOf<typeof similarity>();
});

it('narrows an error to its codes', () => {
  const narrowed = (error: unknown): void => {
    if (isClipError(error)) expectTypeOf(error.code).toEqualTypeOf<ClipErrorCode>();
  };
  expectTypeOf(narrowed).toBeFunction();
  expectTypeOf<'aborted'>().not.toExtend<ClipErrorCode>();
});

it('can be disposed of by `await using`', () => {
  expectTypeOf<Clip>().toExtend<AsyncDisposable>();
});
