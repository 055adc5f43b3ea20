import { expect, it } from 'vitest';
import { type LibraryAlbums, libraryAlbums } from './library-albums.ts';
import { type LibraryMarks, libraryMarks } from './library-marks.ts';
import { checkedName, checkQuery } from './marks/albums.ts';

/** The worker must not be called. */
const service = new Proxy({} as Parameters<typeof libraryAlbums>[0], {
  get: () => () => Promise.reject(new Error('It was called.')),
});
const marks = libraryMarks(service, new Set());
const albums = libraryAlbums(service);

it.each<[call: (marks: Wrong<LibraryMarks>) => unknown, message: string]>([
  [
    ({ get }) => get(3),
    'marks.get() needs an array of ids of photos, but got 3. Put brackets around a single one.',
  ],
  [({ get }) => get(['3']), 'marks.get() needs ids of photos, which are whole numbers, but got “3”.'],
  [({ set }) => set([3]), 'marks.set() needs a change such as { favourite: true }, but got undefined.'],
  [
    ({ set }) => set([3], { favorite: true }),
    'marks.set() has no mark “favorite”. Did you mean “favourite”?',
  ],
  [({ set }) => set([3], { hidden: 1 }), '“hidden” of marks.set() must be true or false, but is 1.'],
  [
    ({ set }) => set([3], { rating: 6 }),
    '“rating” of marks.set() must be a whole number from 1 to 5, or 0 for none, but is 6.',
  ],
  [
    ({ set }) => set([3], { labels: ['dog'] }),
    '“labels” of marks.set() must be an object such as { add: ["dog"] }, but is an array.',
  ],
  [
    ({ set }) => set([3], { labels: { added: [] } }),
    'marks.set() has no list of labels “added”. Did you mean “add”?',
  ],
  [
    ({ set }) => set([3], { labels: { add: 'dog' } }),
    '“add” of the labels of marks.set() must be an array, but is “dog”.',
  ],
  [
    ({ set }) => set([3], { labels: { add: ['dog', ' '] } }),
    'Each label of marks.set() must be a text, but one is “ ”.',
  ],
  [
    ({ hideCopies }) => hideCopies([3, 4]),
    'marks.hideCopies() needs the id of the photo to keep in each group, but one is undefined.',
  ],
  [
    ({ hideCopies }) => hideCopies([{ keep: 3, photos: 4 }]),
    'marks.hideCopies() needs an array of ids of photos, but got 4. Put brackets around a single one.',
  ],
  [({ place }) => place([3], 'Zermatt', 'in'), 'marks.place() needs pinned, excluded or null, but got “in”.'],
  [({ place }) => place([3], '', null), 'marks.place() needs the key of a group, but got “”.'],
  [({ undo }) => undo('last'), 'marks.undo() needs the id of an action, or nothing, but got “last”.'],
  [({ placed }) => placed(), 'marks.placed() needs the key of a group, but got undefined.'],
])('%s is refused', async (call, message) => {
  await expect(call(marks as never)).rejects.toEqual(
    expect.objectContaining({ code: 'invalid-argument', message }),
  );
});

it.each<[call: (albums: Wrong<LibraryAlbums>) => unknown, message: string]>([
  [({ create }) => create(), 'albums.create() needs a name, but got undefined.'],
  [
    ({ create }) => create('Sea', { photo: [3] }),
    'albums.create() has no option “photo”. Did you mean “photos”?',
  ],
  [
    ({ create }) => create('Sea', { photos: [null] }),
    'The option “photos” of albums.create() must be an array of ids of photos, but is an array.',
  ],
  [({ rename }) => rename('id', ' '), 'albums.rename() needs a name, but got “ ”.'],
  [({ add }) => add(3, [3]), 'albums.add() needs the id of an album, but got 3.'],
  [({ exclude }) => exclude('id'), 'albums.exclude() needs an array of ids of photos, but got undefined.'],
  [({ look }) => look(), 'albums.look() needs the id of an album, but got undefined.'],
])('%s is refused', async (call, message) => {
  await expect(call(albums as never)).rejects.toEqual(
    expect.objectContaining({ code: 'invalid-argument', message }),
  );
});

it('refuses a listener that is none', () => {
  expect(() => marks.subscribe('log' as never)).toThrow('marks.subscribe() needs a function, but got “log”.');
});

it.each([
  [3, 'The query of an album must be a text such as “is:favourite”, but is 3.'],
  [' ', 'The query of an album must say something, such as “is:favourite”.'],
  [
    'dog is:favorit is:portait',
    '“is:portait” in the query of an album is not understood. Did you mean is:portrait?',
  ],
  ['rating:9', '“rating:9” in the query of an album is not understood. Correct it, or leave it out.'],
  [
    'dog -photo:3',
    'The query of an album cannot name a photo by its id. Describe it, or add photos by hand.',
  ],
])('no album can have the query %j', (query, message) => {
  expect(() => checkQuery(query as string)).toThrow(message);
});

it('gives no two albums one name', () => {
  const others = [{ id: '1', name: 'Été' }];
  expect(() => checkedName(' ETE', others)).toThrow('There is an album “Été” already. Choose another name.');
  expect(checkedName(' Sea  side ', others)).toBe('Sea side');
});

/** The methods with any arguments. */
type Wrong<Methods> = { [Name in keyof Methods]: (...args: unknown[]) => unknown };
