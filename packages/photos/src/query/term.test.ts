import { expect, it } from 'vitest';
import { checkRequest, postedTerms } from './term.ts';

const row = new Float32Array(2);

it.each<[request: unknown, message: string]>([
  [
    { terms: 'dog' },
    'The option “terms” of search() must be an array of terms such as { text: "a dog" }, but is “dog”.',
  ],
  [{ terms: [], limits: 5 }, 'search() has no option “limits”. Did you mean “limit”?'],
  [{ terms: [], sort: 'size' }, 'The option “sort” of search() must be relevance or date, but is “size”.'],
  [
    { terms: ['dog'] },
    'Term 0 of search() must be an object with one of text, image, photo, embedding, anyOf, but is “dog”.',
  ],
  [
    { terms: [{ text: 'a' }, { text: 'dog', photo: 3 }] },
    'Term 1 of search() must be an object with one of text, image, photo, embedding, anyOf, but has “text” and “photo”.',
  ],
  [{ terms: [{ text: ' ' }] }, 'The text of term 0 of search() must have words, but is “ ”.'],
  [{ terms: [{ photo: '3' }] }, 'The photo of term 0 of search() must be the id of a photo, but is “3”.'],
  [
    { terms: [{ embedding: [0, 1] }] },
    'The embedding of term 0 of search() must be a Float32Array, but is an array. Use Float32Array.from().',
  ],
  [
    { terms: [{ text: 'a', weight: '2' }] },
    'The weight of term 0 of search() must be a finite number, but is “2”.',
  ],
  [{ terms: [{ anyOf: [] }] }, 'Term 0 of search() needs at least one subject in “anyOf”, but got an array.'],
  [
    { terms: [{ anyOf: [{ text: 'a' }, { text: 'b', weight: 2 }] }] },
    'Subject 1 of term 0 of search() must be an object with one of text, image, photo, embedding, but has “text” and “weight”.',
  ],
  [
    { terms: [], filters: { is: 'square' } },
    'The option “filters” of search() must be an array of filters such as { is: "portrait" }, but is a plain object.',
  ],
  [
    { terms: [], filters: [{ is: 'square' }, { year: 2019 }] },
    'Filter 1 of search() must be an object with one of taken, near, place, camera, lens, is, rating, label, album, group, folder, type, but has “year”.',
  ],
  [
    { terms: [], filters: [{ is: 'round' }] },
    '“is” in filter 0 of search() must be one of portrait, landscape, square, screenshot, panorama, document, video, blurred, favourite, hidden, but is “round”.',
  ],
  [
    { terms: [], filters: [{ taken: { from: '2019-02-30' } }] },
    '“taken” in filter 0 of search() must be an object such as { from: "2019-07-01", to: "2019-07-31" }, but is a plain object.',
  ],
  [
    { terms: [], filters: [{ rating: 4 }] },
    '“rating” in filter 0 of search() must be an object such as { from: 3, to: 5 }, but is 4.',
  ],
  [
    { terms: [], filters: [{ rating: { from: 0 } }] },
    '“rating” in filter 0 of search() must be an object such as { from: 3, to: 5 }, but is a plain object.',
  ],
  [{ terms: [], filters: [{ label: ' ' }] }, '“label” in filter 0 of search() must be a label, but is “ ”.'],
  [
    { terms: [], filters: [{ near: { latitude: 91, longitude: 0 } }] },
    '“near” in filter 0 of search() must be a point such as { latitude: 46.5, longitude: 6.6 }, or the name of a place, but is a plain object.',
  ],
  [
    { terms: [], filters: [{ near: 'Lausanne', km: -1 }] },
    '“km” in filter 0 of search() must be a number above 0, beside “near”.',
  ],
  [
    { terms: [], filters: [{ camera: 'iphone', not: 1 }] },
    '“not” in filter 0 of search() must be true or absent, but is 1.',
  ],
])('search(%j) is refused', (request, message) => {
  expect(() => checkRequest(request as never)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message }),
  );
});

it('embeds all images at once, and leaves out terms that do not count', async () => {
  const [a, b] = [new Blob(['a']), new Blob(['b'])];
  const posted = await postedTerms(
    [
      { image: a, weight: -1 },
      { text: 'dog', weight: 0 },
      { anyOf: [{ photo: 3 }, { image: b }] },
      { embedding: row },
    ],
    async (images) => {
      expect(images).toEqual([a, b]);
      return [Float32Array.of(1), Float32Array.of(2)];
    },
  );
  expect(posted).toEqual([
    { weight: -1, anyOf: [{ embedding: Float32Array.of(1) }] },
    { weight: 1, anyOf: [{ photo: 3 }, { embedding: Float32Array.of(2) }] },
    { weight: 1, anyOf: [{ embedding: row }] },
  ]);
});
