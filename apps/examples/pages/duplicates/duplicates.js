import { createClip, similarity } from 'web-clip';

/** Cosine from which two images look the same. Another model needs another one. */
const SAME = 0.97;

const clip = await createClip();
const output = document.querySelector('output');

document.ondragover = (event) => event.preventDefault();
document.ondrop = async (event) => {
  event.preventDefault();
  const files = [...event.dataTransfer.files].filter(({ type }) => type.startsWith('image/'));
  const embeddings = await clip.embedImages(files);
  const cosines = similarity(embeddings, embeddings);

  // Each image joins the first group whose first image looks the same.
  const groups = [];
  for (const i of files.keys()) {
    const group = groups.find(([first]) => cosines[i * files.length + first] >= SAME);
    if (group) group.push(i);
    else groups.push([i]);
  }

  const duplicates = groups.filter(({ length }) => length > 1);
  output.value = `${duplicates.length} of ${groups.length} images came more than once.`;
  document.querySelector('ul').replaceChildren(
    ...duplicates.map((group) => {
      const item = document.createElement('li');
      item.textContent = group.map((i) => files[i].name).join(', ');
      return item;
    }),
  );
};
output.value = 'Drop images anywhere on this page.';
