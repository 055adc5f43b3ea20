import { createClip } from 'web-clip';

const LABELS = ['a person', 'a cup of coffee', 'a book', 'a phone', 'a plant', 'a cat', 'a dog'];

const start = document.querySelector('#start');
const video = document.querySelector('video');
const list = document.querySelector('ol');

start.onclick = async () => {
  start.disabled = true;
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  await video.play();
  const clip = await createClip();
  while (video.srcObject.active) {
    const [labels] = await clip.classify([video], LABELS);
    list.replaceChildren(
      ...labels.map(({ label, probability }) => {
        const item = document.createElement('li');
        item.textContent = `${label}: ${Math.round(probability * 100)} %`;
        return item;
      }),
    );
  }
  clip.dispose();
  start.disabled = false;
};

document.querySelector('#stop').onclick = () => {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
};
