// What every project runs: a label, and a search in a library. It writes what it found into the page.
import { createClip, isClipError } from 'web-clip';
import { openLibrary } from 'web-clip/photos';

const say = (name, value) => {
  document.documentElement.dataset[name] = value;
};

export async function run(options = {}) {
  try {
    const image = document.querySelector('img');
    await image.decode();
    // On a GPU the encoders run on onnxruntime.
    const device = location.search === '?gpu' ? 'webgpu' : 'auto';
    const clip = await createClip({ device, ...options });
    const [[best]] = await clip.classify([image], ['dog', 'pizza', 'car']);
    say('label', best.label);
    const library = await openLibrary({ clip, name: 'check' });
    const blob = await (await fetch(image.src)).blob();
    await library.add([new File([blob], 'pizza.webp', { type: blob.type })]);
    const hits = await library.search('a slice of pizza');
    say('hits', hits.map(({ photo }) => photo.path).join());
    clip.dispose();
    say('element', String(customElements.get('photo-search') !== undefined));
    say('done', 'true');
  } catch (error) {
    say('error', `${isClipError(error) ? error.code : error.name}: ${error.message}`);
  }
}
