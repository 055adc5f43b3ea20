import { createClip } from 'web-clip';
import { openLibrary } from 'web-clip/photos';

const library = await openLibrary({ clip: await createClip() });
const blob = await (await fetch('/pizza.webp')).blob();
await library.add([new File([blob], 'pizza.webp', { type: blob.type })]);
const [best] = await library.search('a slice of pizza');
document.querySelector('output').value = best.photo.path;
