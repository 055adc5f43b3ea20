import { ClipError } from '@web-clip/clip';
import type { Library, Photo, PhotoHit, SearchRequest, SearchResult } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { english } from '../i18n/strings.ts';
import { chipLabel } from './chip-label.ts';
import { photosLike, photosLikeFile } from './example.ts';
import { loadLanguage } from './load-language.ts';
import { Search } from './search.ts';

const photo = (id: number): Photo => ({
  id,
  folder: 1,
  path: `a/${id}.jpg`,
  size: 1,
  modified: 0,
  width: 4,
  height: 3,
});

/** A library whose searches the test settles. */
function stub() {
  const searches: {
    request: SearchRequest;
    signal: AbortSignal | undefined;
    answer: (hits: PhotoHit[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const library = {
    photos: vi.fn(async () => [photo(2), photo(1)]),
    search: (request: SearchRequest) =>
      new Promise<SearchResult>((resolve, fail) => {
        const answer = (hits: PhotoHit[]): void =>
          resolve({ fits: hits.length > 0, hits, likely: 1, total: hits.length });
        searches.push({ request, signal: request.signal, answer, fail });
      }),
  } as unknown as Library;
  const began = vi.fn();
  const answered = vi.fn();
  const failed = vi.fn();
  const host = { addController: vi.fn(), requestUpdate: vi.fn() } as unknown as ReactiveControllerHost;
  return {
    library,
    searches,
    began,
    answered,
    failed,
    search: new Search(host, { began, answered, failed }),
  };
}

const labels = (search: Search) => search.query.chips.map((chip) => chipLabel(english, chip));

const ids = (search: Search) => search.results.matches.map((match) => match.photo.id);

beforeAll(loadLanguage);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('shows all photos unranked without a query', async () => {
  const { search, library } = stub();
  await search.open(library);
  expect(ids(search)).toEqual([2, 1]);
  expect(search.results.ranked).toBe(false);
});

test('sorts results by date or best first, and shows a part of them', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.write('dog');
  await vi.waitFor(() => expect(searches).toHaveLength(1));
  const hits = [3, 5, 4].map((id) => ({ photo: { ...photo(id), taken: id === 4 ? 40 : id }, score: 1 / id }));
  searches[0]?.answer(hits);
  await vi.waitFor(() => expect(ids(search)).toEqual([3, 5, 4]));
  search.sortByDate(true);
  expect(ids(search)).toEqual([4, 5, 3]);
  search.showPart(hits.slice(0, 2));
  expect([ids(search), search.results.isPart]).toEqual([[5, 3], true]);
  search.sortByDate(false);
  expect(ids(search)).toEqual([3, 5]);
  search.sortByDate(true);
  search.enter();
  await vi.waitFor(() => expect(searches).toHaveLength(2));
  searches[1]?.answer(hits);
  await vi.waitFor(() => expect(ids(search)).toEqual([4, 5, 3]));
  expect(search.results.isPart).toBe(false);
});

test('searches once after a pause in typing', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.type('d');
  await vi.advanceTimersByTimeAsync(100);
  search.type('dog ');
  await vi.advanceTimersByTimeAsync(100);
  expect(searches).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(60);
  expect(searches.map(({ request }) => request.terms)).toEqual([[{ text: 'dog' }]]);
  expect(search.busy).toBe(true);
  searches[0]?.answer([{ photo: photo(1), score: 0.3 }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(search)).toEqual([1]);
  expect(search).toMatchObject({ busy: false, results: { ranked: true, fits: true, likely: 1 } });
});

test('aborts the previous query, and ignores its late answer', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.type('dog');
  search.enter();
  search.type('cat');
  search.enter();
  expect(searches[0]?.signal?.aborted).toBe(true);
  searches[1]?.answer([{ photo: photo(1), score: 0.3 }]);
  searches[0]?.answer([{ photo: photo(2), score: 0.3 }]);
  await vi.advanceTimersByTimeAsync(500);
  expect(ids(search)).toEqual([1]);
  expect(searches).toHaveLength(2);
});

test('keeps the epoch on a refresh, and raises it on a new query', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  const { epoch } = search.results;
  search.refreshSoon();
  search.refreshSoon();
  await vi.advanceTimersByTimeAsync(1600);
  expect(library.photos).toHaveBeenCalledTimes(2);
  expect(search.results.epoch).toBe(epoch);
  search.type('dog');
  search.enter();
  searches[0]?.answer([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(search.results.epoch).toBe(epoch + 1);
});

test('delays a refresh while the user types or a search is slow', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  const { epoch } = search.results;
  search.type('dog');
  search.refreshNow();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(searches).toHaveLength(1);
  search.refreshNow();
  expect(searches[0]?.signal?.aborted).toBe(false);
  searches[0]?.answer([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(search.results.epoch).toBe(epoch + 1);
  await vi.advanceTimersByTimeAsync(200_000);
  expect(searches).toHaveLength(2);
});

test('clears the box for an example, and searches by words and an example together', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.type('dog');
  search.like(photosLike(photo(7)));
  expect(search.query.text).toBe('');
  expect(labels(search)).toEqual(['like 7.jpg']);
  expect(searches.at(-1)?.request.terms).toEqual([{ photo: 7, weight: 1 }]);
  search.type('cat');
  expect(labels(search)).toEqual(['like 7.jpg']);
  expect(search.written).toBe('cat + photo:7');
});

test('makes chips of filters and terms, once they are complete', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.typeSpace('a dog in:2019 ');
  expect(search.query.text).toBe('a dog ');
  expect(labels(search)).toEqual(['2019']);
  search.typeSpace('a dog -snow ');
  search.typeSpace('a dog -"deep ');
  search.typeSpace('a dog + a ');
  search.typeSpace('a dog 2*red ');
  expect(search.query.text).toBe('a dog 2*red ');
  expect(labels(search)).toEqual(['2019', 'without snow']);
  search.type('a dog 2*red car is:sqare');
  search.enter();
  expect(search.query.text).toBe('a dog is:sqare');
  expect(labels(search)).toEqual(['2019', 'without snow', '2 × red car']);
  expect(search.problems).toEqual([{ text: 'is:sqare', kind: 'kind', meant: 'is:square' }]);
  expect(searches.at(-1)?.request).toMatchObject({
    terms: [{ text: 'a dog' }, { text: 'snow', weight: -1 }, { text: 'red car', weight: 2 }],
    filters: [{ taken: { from: '2019-01-01', to: '2019-12-31' } }],
  });
  search.clear();
  expect(search.isAsking).toBe(false);
});

test('reports failures, and keeps the previous results', async () => {
  const { search, library, searches, failed } = stub();
  await search.open(library);
  search.type('dog');
  search.enter();
  const error = new ClipError('engine-failed', 'The engine failed.');
  searches[0]?.fail(error);
  await vi.advanceTimersByTimeAsync(0);
  expect(failed).toHaveBeenCalledWith(error);
  expect(ids(search)).toEqual([2, 1]);
  expect(search.busy).toBe(false);
});

test('forgets photo ids along with their library', async () => {
  const { search, library } = stub();
  await search.open(library);
  search.like(photosLike(photo(7)));
  search.forget();
  expect(search.query.chips).toEqual([]);
  expect(search.results.matches).toEqual([]);
  search.type('dog');
  await vi.advanceTimersByTimeAsync(500);
  expect(search).toMatchObject({ query: { text: 'dog' }, busy: false });
});

test('keeps the results until the same library is open with another model', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.type('dog');
  search.enter();
  searches[0]?.answer([{ photo: photo(1), score: 0.3 }]);
  await vi.advanceTimersByTimeAsync(0);
  const { epoch } = search.results;
  search.close();
  expect(ids(search)).toEqual([1]);
  void search.open(library);
  expect(ids(search)).toEqual([1]);
  searches[1]?.answer([{ photo: photo(2), score: 0.2 }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(search)).toEqual([2]);
  expect(search.results.epoch).toBe(epoch);

  // Meanwhile the user types another search.
  search.close();
  search.type('cat');
  void search.open(library);
  searches[2]?.answer([{ photo: photo(3), score: 0.2 }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(search.results.epoch).toBe(epoch + 1);
});

const readme = photosLikeFile(new File(['x'], 'readme.txt'));
const broken = new ClipError('undecodable-image', 'This is no picture.');

test('returns to the previous query if an image cannot be searched', async () => {
  const { search, library, searches, failed } = stub();
  await search.open(library);
  search.type('dog');
  search.enter();
  searches[0]?.answer([{ photo: photo(1), score: 0.3 }]);
  await vi.advanceTimersByTimeAsync(0);
  search.like(readme);
  searches[1]?.fail(broken);
  await vi.advanceTimersByTimeAsync(0);
  expect(failed).toHaveBeenCalledWith(broken);
  expect(search).toMatchObject({ query: { text: 'dog', chips: [] }, pending: false });
  expect(ids(search)).toEqual([1]);
});

test('shows all photos if an example that once worked fails', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  search.like(photosLike(photo(1)));
  searches[0]?.answer([{ photo: photo(2), score: 0.3 }]);
  await vi.advanceTimersByTimeAsync(0);
  search.refreshNow();
  searches[1]?.fail(broken);
  await vi.advanceTimersByTimeAsync(0);
  expect(search).toMatchObject({ query: { text: '', chips: [] }, results: { ranked: false } });
  expect(ids(search)).toEqual([2, 1]);
});

test('counts only the user’s own requests as new searches', async () => {
  const { search, library, began } = stub();
  await search.open(library);
  search.refreshNow();
  await vi.advanceTimersByTimeAsync(0);
  expect(began).not.toHaveBeenCalled();
  search.type('dog');
  search.like(readme);
  search.clear();
  expect(began).toHaveBeenCalledTimes(3);
});

test('has final matches once no library, search, typing or refresh is pending', async () => {
  const { search, library, searches } = stub();
  expect(search.pending).toBe(true);
  await search.open(library);
  expect(search.pending).toBe(false);
  search.type('dog');
  expect(search.pending).toBe(true);
  search.enter();
  expect(search.pending).toBe(true);
  searches[0]?.answer([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(search.pending).toBe(false);
  search.refreshSoon();
  expect(search.pending).toBe(true);
  search.close();
  expect(search.pending).toBe(true);
});

test('whoever searches gets the matches once they are shown, or the error', async () => {
  const { search, library, searches, answered } = stub();
  const found = search.find('dog');
  void search.open(library);
  searches[0]?.answer([{ photo: photo(1), score: 0.3 }]);
  expect(await found).toBe(search.results.matches);
  expect(answered).toHaveBeenLastCalledWith({ query: 'dog', hits: search.results.matches });
  const error = new ClipError('undecodable-image', 'No image.');
  const failing = search.find({ label: () => 'like a picture', query: new Blob() });
  searches[1]?.fail(error);
  await expect(failing).rejects.toBe(error);
  expect(search.query.text).toBe('dog');
});

test('a search whose place another one takes is aborted, and so is one whose library closes for good', async () => {
  const { search, library, searches } = stub();
  await search.open(library);
  const first = search.find('dog');
  search.type('cat');
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  const second = search.find('bird');
  search.close();
  void search.open(library);
  searches.at(-1)?.answer([{ photo: photo(1), score: 0.3 }]);
  expect(await second).toHaveLength(1);
  const third = search.find('fish');
  search.forget();
  await expect(third).rejects.toMatchObject({ name: 'AbortError' });
});
