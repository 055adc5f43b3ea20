import { createClip } from 'web-clip';

const clip = await createClip();
const image = document.querySelector('img');
const [labels] = await clip.classify([image], ['dog', 'cat', 'pizza', 'car', 'flower']);

for (const { label, probability } of labels) {
  const item = document.createElement('li');
  item.textContent = `${label}: ${Math.round(probability * 100)} %`;
  document.querySelector('#labels').append(item);
}
