import 'web-clip/element';

const form = document.querySelector('form');
const { title, pick } = form.elements;
const photos = document.querySelector('photo-search');

// A suggestion: a click on another photo chooses that one instead.
pick.onclick = async () => {
  const [best] = await photos.search(title.value);
  photos.selected = best ? [best.photo] : [];
};

form.onsubmit = async (event) => {
  event.preventDefault();
  const [photo] = photos.selected;
  if (!photo) return;
  const library = await photos.library;
  // Without permission to read the file, there is still a small picture of it.
  const file = (await library.file(photo.id)) ?? (await library.thumbnail(photo.id));
  // This is what your server would get.
  const data = new FormData(form);
  data.set('photo', file, photo.path);
  show(data);
};

function show(data) {
  const file = data.get('photo');
  const figure = document.querySelector('figure');
  figure.querySelector('img').src = URL.createObjectURL(file);
  figure.querySelector('figcaption').textContent = `${data.get('title')}: ${file.name}, ${file.size} bytes`;
  figure.hidden = false;
}
