import { createClip } from 'web-clip';
import { openLibrary } from 'web-clip/photos';

const library = await openLibrary({ clip: await createClip(), name: 'photo-library' });
const [input, box] = document.querySelectorAll('input');
const found = async () =>
  box.value ? (await library.search(box.value)).map(({ photo }) => photo) : library.photos();

async function show() {
  const images = (await found()).map(async ({ id, path }) => {
    const src = URL.createObjectURL(await library.thumbnail(id));
    return Object.assign(new Image(), { src, alt: path, onload: () => URL.revokeObjectURL(src) });
  });
  document.querySelector('div').replaceChildren(...(await Promise.all(images)));
}

input.onchange = () => library.add(input.files).then(show);
box.onchange = show;
await show();
document.querySelector('fieldset').disabled = false;
