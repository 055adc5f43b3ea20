import type { Clip, Embeddings, ImageInput } from '@web-clip/clip';
import { expectTypeOf, it } from 'vitest';
import {
  type DatePrecision,
  type DateSource,
  type Library,
  type LibraryOptions,
  openLibrary,
  type PhotoHit,
  type Query,
} from './index.ts';
import type { DATE_PRECISIONS, DATE_SOURCES } from './photo.ts';

// The compiler checks these. They fail in `npx tsc`, not when they run.

it('needs a clip, and nothing else', () => {
  expectTypeOf<{ clip: Clip }>().toExtend<LibraryOptions>();
  expectTypeOf<{ name: string }>().not.toExtend<LibraryOptions>();
  expectTypeOf(openLibrary).returns.resolves.toEqualTypeOf<Library>();
});

it('takes words, images, photos and embeddings as queries', () => {
  expectTypeOf<string | ImageInput | { photo: number } | Float32Array | Embeddings>().toEqualTypeOf<Query>();
  expectTypeOf<number[]>().not.toExtend<Query>();
  expectTypeOf<Library['search']>().returns.resolves.toEqualTypeOf<PhotoHit[]>();
});

it('can be closed by `await using`', () => {
  expectTypeOf<Library>().toExtend<AsyncDisposable>();
});

it('knows every source and precision of a date', () => {
  expectTypeOf<(typeof DATE_SOURCES)[number]>().toEqualTypeOf<DateSource>();
  expectTypeOf<(typeof DATE_PRECISIONS)[number]>().toEqualTypeOf<DatePrecision>();
});
