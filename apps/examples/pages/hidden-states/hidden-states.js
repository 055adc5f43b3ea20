import { createClip } from 'web-clip';

const { elements } = document.querySelector('form');
const output = document.querySelector('output');

// A model whose files have the hidden states, such as ?model=/models/clip-vit-large-patch14/
elements.model.value = new URLSearchParams(location.search).get('model') ?? '';

document.querySelector('form').onsubmit = async (event) => {
  event.preventDefault();
  try {
    const clip = await createClip({ model: elements.model.value });
    const { lastHiddenState, dims } = await clip.encodeTexts(elements.prompts.value.split('\n'));
    clip.dispose();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lastHiddenState]));
    link.download = 'hidden-states.f32';
    link.textContent = 'Download';
    output.replaceChildren(`${dims.join(' × ')} values: texts, tokens, width. `, link);
  } catch (error) {
    output.value = error.message;
  }
};
