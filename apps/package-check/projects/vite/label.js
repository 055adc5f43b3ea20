import { createClip } from 'web-clip';

const clip = await createClip();
const [[best]] = await clip.classify([document.querySelector('img')], ['dog', 'pizza', 'car']);
document.querySelector('output').value = best.label;
