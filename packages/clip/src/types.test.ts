import { expectTypeOf, it } from 'vitest';
import {
  type CallOptions,
  type Classification,
  type ClassifyOptions,
  type Clip,
  type ClipError,
  type ClipErrorCode,
  type ClipInfo,
  type ClipOptions,
  createClip,
  type Dtype,
  type EmbeddedImage,
  type Embeddings,
  type EncodedTexts,
  filesFor,
  type ImageInput,
  isClipError,
  type ModelSpec,
  type Processor,
  type RemotePlugin,
  registry,
  row,
  similarity,
} from './index.ts';
import type { DTYPES } from './models/spec.ts';
import { type CreatePlugin, type PluginEngine, registerPlugin } from './worker.ts';

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

it('returns what its methods say', () => {
  expectTypeOf<Clip['embedImages']>().returns.resolves.toEqualTypeOf<Embeddings>();
  expectTypeOf<Clip['classify']>().returns.resolves.toEqualTypeOf<Classification[][]>();
  expectTypeOf<Clip['tokenize']>().returns.resolves.toEqualTypeOf<number[][]>();
  expectTypeOf<Clip['prepareImages']>().returns.resolves.toEqualTypeOf<Uint8Array[]>();
  expectTypeOf<Clip['clipScore']>().returns.resolves.toEqualTypeOf<number>();
  expectTypeOf<Clip['lost']>().resolves.toEqualTypeOf<ClipError>();
  expectTypeOf<Clip['encodeTexts']>().returns.resolves.toEqualTypeOf<EncodedTexts>();
  expectTypeOf<EncodedTexts['dims']>().toEqualTypeOf<
    readonly [texts: number, tokens: number, width: number]
  >();
});

it('takes the options of its call only', () => {
  expectTypeOf<Clip['classify']>().toBeCallableWith([new Blob()], ['dog'], {
    templates: ['ein Foto von einem {}.'],
    multiLabel: true,
    signal: AbortSignal.abort(),
    onProgress: ({ phase, done, total }) =>
      expectTypeOf([phase, done, total]).toEqualTypeOf<('download' | 'embed' | number)[]>(),
  });
  expectTypeOf<{ templates: 8 }>().not.toExtend<ClassifyOptions>();
  expectTypeOf<{ multiLabel: 1 }>().not.toExtend<ClassifyOptions>();
  expectTypeOf<keyof CallOptions>().toEqualTypeOf<'signal' | 'onProgress'>();
  expectTypeOf<{ signal: AbortController }>().not.toExtend<CallOptions>();
});

it('knows every code of its errors', () => {
  const handled = (code: ClipErrorCode): 'call' | 'model' | 'device' | 'image' | 'storage' => {
    switch (code) {
      case 'invalid-argument':
      case 'disposed':
        return 'call';
      case 'unknown-model':
      case 'unsupported-model':
      case 'invalid-model':
      case 'unsupported-dtype':
      case 'download-failed':
        return 'model';
      case 'no-webgpu':
      case 'wrong-results':
      case 'engine-failed':
        return 'device';
      case 'undecodable-image':
      case 'too-large-image':
      case 'unreadable-file':
        return 'image';
      case 'storage-full':
      case 'storage-failed':
      case 'invalid-library':
        return 'storage';
    }
  };
  expectTypeOf(handled).toBeFunction();
  expectTypeOf<ClipError>().toExtend<Error>();
});

it('describes models', () => {
  expectTypeOf(registry).toEqualTypeOf<ReadonlyMap<string, ModelSpec>>();
  expectTypeOf<Awaited<ReturnType<Clip['info']>>>().toEqualTypeOf<ClipInfo>();
  expectTypeOf(filesFor).parameters.toEqualTypeOf<[ModelSpec, Processor]>();
  expectTypeOf<ModelSpec>().toExtend<NonNullable<ClipOptions['model']>>();
});

it('makes promises of the results of a plugin', () => {
  interface Counter {
    count(to: number): number;
    later(): Promise<string>;
  }
  expectTypeOf<RemotePlugin<Counter>>().toEqualTypeOf<{
    count: (to: number) => Promise<number>;
    later: () => Promise<string>;
  }>();
  expectTypeOf(registerPlugin<string>)
    .parameter(1)
    .toEqualTypeOf<CreatePlugin<string>>();
  expectTypeOf<CreatePlugin<string>>().parameters.toEqualTypeOf<[PluginEngine, string]>();
});
