/** As phone cameras write: 3 to 5 MB for 12 megapixels. */
const BYTES_PER_PIXEL = 0.33;

/** Number of encodings to try to get near that. */
const TRIES = 5;

/** Side of the square of noise that is drawn over images at several scales, in pixels. */
const NOISE_SIDE = 512;

/**
 * Generates photos: gradients and shapes with noise of several octaves, like that of sensors and textures, at the
 * bytes per pixel that cameras write.
 *
 * @param width In pixels.
 * @param height In pixels.
 * @param count Number of photos, all different.
 * @returns JPEG files.
 */
export async function generatePhotos(width: number, height: number, count: number): Promise<Blob[]> {
  const random = randomOf(width * 31 + height);
  const noise = noiseTile(random);
  const photos: Blob[] = [];
  let quality: number | undefined;
  for (let i = 0; i < count; i++) {
    const canvas = new OffscreenCanvas(width, height);
    draw(canvas, noise, random);
    // All images are alike, so the quality that fits the first one fits them all.
    quality ??= await fittingQuality(canvas);
    photos.push(await encode(canvas, quality));
  }
  return photos;
}

function draw(canvas: OffscreenCanvas, noise: OffscreenCanvas, random: () => number): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const colour = (): string => `hsl(${360 * random()} ${20 + 60 * random()}% ${20 + 60 * random()}%)`;
  const sky = context.createLinearGradient(0, 0, width * random(), height);
  sky.addColorStop(0, colour());
  sky.addColorStop(1, colour());
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  for (let shape = 0; shape < 40; shape++) {
    const [x, y, size] = [width * random(), height * random(), (height * (0.05 + random())) / 4];
    const shade = context.createRadialGradient(x, y, size / 8, x, y, size);
    shade.addColorStop(0, colour());
    shade.addColorStop(1, colour());
    context.fillStyle = shade;
    context.beginPath();
    if (shape % 2) context.ellipse(x, y, size, size * (0.3 + random()), 3 * random(), 0, 7);
    else context.rect(x - size, y - size, size * (0.5 + random()), size * (0.5 + random()));
    context.fill();
  }
  context.globalCompositeOperation = 'overlay';
  for (const scale of [1, 2, 5, 13]) {
    context.globalAlpha = 0.18 + 0.06 * random();
    context.save();
    context.scale(scale, scale);
    context.fillStyle = context.createPattern(noise, 'repeat') as CanvasPattern;
    context.translate(-NOISE_SIDE * random(), -NOISE_SIDE * random());
    context.fillRect(0, 0, width + NOISE_SIDE, height + NOISE_SIDE);
    context.restore();
  }
}

function noiseTile(random: () => number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(NOISE_SIDE, NOISE_SIDE);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const pixels = context.createImageData(NOISE_SIDE, NOISE_SIDE);
  for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = i % 4 === 3 ? 255 : 256 * random();
  context.putImageData(pixels, 0, 0);
  return canvas;
}

async function fittingQuality(canvas: OffscreenCanvas): Promise<number> {
  const wanted = canvas.width * canvas.height * BYTES_PER_PIXEL;
  let [low, high] = [0.2, 0.98];
  for (let i = 0; i < TRIES; i++) {
    const middle = (low + high) / 2;
    if ((await encode(canvas, middle)).size > wanted) high = middle;
    else low = middle;
  }
  return low;
}

const encode = (canvas: OffscreenCanvas, quality: number): Promise<Blob> =>
  canvas.convertToBlob({ type: 'image/jpeg', quality });

/** Seeded, unlike `Math.random`: the same numbers on every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
