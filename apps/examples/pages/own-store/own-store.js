import { createClip } from 'web-clip';
import { Matrix } from 'web-clip/vectors';

const [input, box] = document.querySelectorAll('input');

// The store: a table of IndexedDB. A server’s database would do as well.
const opening = indexedDB.open('example-embeddings');
opening.onupgradeneeded = () =>
  opening.result.createObjectStore('images', { keyPath: 'id', autoIncrement: true });
const database = await result(opening);
const table = () => database.transaction('images', 'readwrite').objectStore('images');

const clip = await createClip();
const { space, model } = await clip.info();
const matrix = new Matrix(model.dimension);
const names = new Map();

// Embeddings of another model cannot be compared with these.
for (const image of await result(table().getAll())) if (image.space === space) show(image);

input.onchange = async () => {
  for await (const { index, embedding, error } of clip.embedEach(input.files)) {
    const { name } = input.files[index];
    if (error) console.warn(`${name}: ${error.message}`);
    else show({ id: await result(table().add({ name, space, embedding })), name, embedding });
  }
};

box.onchange = async () => {
  const { data } = await clip.embedTexts([box.value]);
  const hits = await matrix.search(data, { limit: 5 });
  document.querySelector('ol').replaceChildren(
    ...hits.map(({ id, score }) => {
      const item = document.createElement('li');
      item.textContent = `${names.get(id)}: ${score.toFixed(2)}`;
      return item;
    }),
  );
};

document.querySelector('fieldset').disabled = false;

/** Makes an image searchable. */
function show({ id, name, embedding }) {
  matrix.set([id], embedding);
  names.set(id, name);
  document.querySelector('output').value = `${matrix.size} images`;
}

/** What a request of IndexedDB ends in. */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
