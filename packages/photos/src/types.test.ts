import type { Clip, Embeddings, ImageInput } from '@web-clip/clip';
import { expectTypeOf, it } from 'vitest';
import {
  type AddOptions,
  type AddProgress,
  type AddSummary,
  type DatePrecision,
  type DateSource,
  type Filter,
  type ImportSummary,
  type Library,
  type LibraryOptions,
  type MarkChange,
  type Marks,
  openLibrary,
  type Photo,
  type PhotoFormat,
  type PhotoHit,
  type PhotoKind,
  type PhotoSource,
  type Query,
  type SearchOptions,
  type SearchRequest,
  type SearchResult,
  type Term,
} from './index.ts';
import type { DATE_PRECISIONS, DATE_SOURCES, PHOTO_FORMATS, PHOTO_KINDS } from './photo.ts';

// The compiler checks these. They fail in `npx tsc`, not when they run.

it('needs a clip, and nothing else', () => {
  expectTypeOf<{ clip: Clip }>().toExtend<LibraryOptions>();
  expectTypeOf<{ name: string }>().not.toExtend<LibraryOptions>();
  expectTypeOf(openLibrary).returns.resolves.toEqualTypeOf<Library>();
});

it('takes words, images, photos and embeddings as queries', () => {
  expectTypeOf<string | ImageInput | { photo: number } | Float32Array | Embeddings>().toEqualTypeOf<Query>();
  expectTypeOf<number[]>().not.toExtend<Query>();
  expectTypeOf<(library: Library) => Promise<PhotoHit[]>>().toEqualTypeOf((library: Library) =>
    library.search('a dog', { limit: 5 }),
  );
});

it('takes several terms with their options as one request', () => {
  expectTypeOf((library: Library) =>
    library.search({
      terms: [
        { text: 'a dog', weight: 2 },
        { photo: 3 },
        { anyOf: [{ text: 'snow' }, { image: new Blob() }], weight: -1 },
      ],
      cutoff: true,
      sort: 'date',
    }),
  ).returns.resolves.toEqualTypeOf<SearchResult>();
  expectTypeOf<{ words: string }>().not.toExtend<Term>();
  expectTypeOf<{ anyOf: [{ anyOf: [] }] }>().not.toExtend<Term>();
  expectTypeOf<{ limit: 5 }>().not.toExtend<SearchRequest>();
});

it('can be closed by `await using`', () => {
  expectTypeOf<Library>().toExtend<AsyncDisposable>();
});

it('knows every source and precision of a date, and every kind and format of a photo', () => {
  expectTypeOf<(typeof PHOTO_KINDS)[number]>().toEqualTypeOf<PhotoKind>();
  expectTypeOf<(typeof PHOTO_FORMATS)[number]>().toEqualTypeOf<PhotoFormat>();
  expectTypeOf<(typeof DATE_SOURCES)[number]>().toEqualTypeOf<DateSource>();
  expectTypeOf<(typeof DATE_PRECISIONS)[number]>().toEqualTypeOf<DatePrecision>();
});

it('takes every kind of source, and nothing else', () => {
  expectTypeOf<Library['add']>().toBeCallableWith([new File([], 'a.jpg')], {
    systemFolders: true,
    folder: 1,
  });
  expectTypeOf<Library['add']>().toBeCallableWith(
    new Set([{ path: 'a/b.jpg', file: new File([], 'b.jpg') }]),
  );
  expectTypeOf<FileSystemDirectoryHandle | FileList | DataTransferItemList>().toExtend<PhotoSource>();
  expectTypeOf<AsyncGenerator<File>>().toExtend<PhotoSource>();
  expectTypeOf<Blob[]>().not.toExtend<PhotoSource>();
  expectTypeOf<FileSystemFileHandle>().not.toExtend<PhotoSource>();
});

it('returns what its methods say', () => {
  expectTypeOf<Library['add']>().returns.resolves.toEqualTypeOf<AddSummary>();
  expectTypeOf<Library['photos']>().returns.resolves.toEqualTypeOf<Photo[]>();
  expectTypeOf<Library['thumbnail']>().returns.resolves.toEqualTypeOf<Blob | undefined>();
  expectTypeOf<Library['export']>().returns.resolves.toEqualTypeOf<Blob>();
  expectTypeOf<Library['import']>().returns.resolves.toEqualTypeOf<ImportSummary>();
});

it('keeps marks and albums, and filters by them', () => {
  expectTypeOf<Library['marks']['get']>().returns.resolves.toEqualTypeOf<Marks[]>();
  expectTypeOf<{ favourite: true; labels: { add: ['dog'] } }>().toExtend<MarkChange>();
  expectTypeOf<{ favorite: true }>().not.toExtend<MarkChange>();
  expectTypeOf<Library['albums']['create']>().toBeCallableWith('Sea', { query: 'is:favourite' });
  expectTypeOf<{ rating: { from: 3 } } | { label: 'dog' } | { album: 'Sea'; not: true }>().toExtend<Filter>();
  expectTypeOf<{ rating: 3 }>().not.toExtend<Filter>();
});

it('has progress, a signal and options for each long call', () => {
  expectTypeOf<NonNullable<AddOptions['onProgress']>>().parameters.toEqualTypeOf<[AddProgress]>();
  expectTypeOf<keyof SearchOptions>().toEqualTypeOf<'limit' | 'signal'>();
  expectTypeOf<{ limits: 5 }>().not.toExtend<SearchOptions>();
});
