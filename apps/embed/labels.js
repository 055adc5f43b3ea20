import { createClip } from '../web-clip/index.js';

const clip = await createClip();
const labels = ['dog', 'cat', 'pizza', 'car', 'flower'];
const [ranked] = await clip.classify([document.querySelector('img')], labels);

for (const { label, probability } of ranked) {
  const item = document.createElement('li');
  item.textContent = `${label}: ${Math.round(probability * 100)} %`;
  document.querySelector('#labels').append(item);
}
