import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createClip } from 'web-clip';

const LABELS = ['a dog', 'a cat', 'a pizza', 'a car', 'a flower'];

// One for the whole page: each clip has a worker of its own.
const starting = createClip();

function Labels() {
  const [images, setImages] = useState([]);

  async function label({ target }) {
    const files = [...target.files];
    const clip = await starting;
    const labels = await clip.classify(files, LABELS);
    setImages(files.map((file, i) => ({ url: URL.createObjectURL(file), best: labels[i][0] })));
  }

  return (
    <>
      <label>
        Images <input type="file" accept="image/*" multiple onChange={label} />
      </label>
      {images.map(({ url, best }) => (
        <figure key={url}>
          <img src={url} alt={best.label} width="200" />
          <figcaption>
            {best.label}: {Math.round(best.probability * 100)} %
          </figcaption>
        </figure>
      ))}
    </>
  );
}

createRoot(document.querySelector('#root')).render(<Labels />);
