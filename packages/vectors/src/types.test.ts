import { expectTypeOf, it } from 'vitest';
import { type CombinedQuery, type Hit, Matrix, type SearchOptions, type Statistics } from './index.ts';

// The compiler checks these. They fail in `npx tsc`, not when they run.

it('takes rows and queries as floats of single precision', () => {
  expectTypeOf<Matrix['set']>().parameters.toEqualTypeOf<[ids: readonly number[], rows: Float32Array]>();
  expectTypeOf<Matrix['search']>().parameter(0).toEqualTypeOf<Float32Array>();
  expectTypeOf<Matrix['search']>().returns.resolves.toEqualTypeOf<Hit[]>();
  expectTypeOf<Matrix['get']>().returns.toEqualTypeOf<Float32Array<ArrayBuffer> | undefined>();
});

it('has options without required members', () => {
  expectTypeOf<Matrix['search']>().toBeCallableWith(new Float32Array(2));
  expectTypeOf<Matrix['search']>().toBeCallableWith(new Float32Array(2), { limit: 5, mask: (id) => id > 1 });
  expectTypeOf<{ limits: 5 }>().not.toExtend<SearchOptions>();
  expectTypeOf(Matrix).toBeConstructibleWith(512);
});

it('ranks by queries that raise and lower a score', () => {
  expectTypeOf<Matrix['searchCombined']>().parameter(0).toEqualTypeOf<CombinedQuery>();
  expectTypeOf<Matrix['searchCombined']>().returns.toEqualTypeOf<Hit[]>();
  expectTypeOf<Matrix['statistics']>().returns.toEqualTypeOf<Statistics>();
});
