import { createClip } from 'web-clip';

/** Pictures, and the prompts that they were made from. The third one went wrong. */
const GENERATED = [
  { picture: '../../samples/castle.webp', prompt: 'a castle on a hill' },
  { picture: '../../samples/penguin-in-snow.webp', prompt: 'a penguin in the snow' },
  { picture: '../../samples/red-car.webp', prompt: 'a turtle on the beach' },
  { picture: '../../samples/two-cats.webp', prompt: 'two cats' },
];

const clip = await createClip();
const scored = await Promise.all(
  GENERATED.map(async ({ picture, prompt }) => {
    const image = Object.assign(new Image(), { src: picture, alt: prompt });
    return { image, prompt, score: await clip.clipScore(image, prompt) };
  }),
);

// The worst come first, since they are to be made again.
for (const { image, prompt, score } of scored.sort((a, b) => a.score - b.score)) {
  const row = document.querySelector('tbody').insertRow();
  row.insertCell().append(image);
  row.insertCell().append(prompt);
  row.insertCell().append(score.toFixed(2));
}
const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length;
document.querySelector('output').value = mean.toFixed(2);
