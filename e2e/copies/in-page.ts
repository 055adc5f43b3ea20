/** What a picture is made of, for {@link makePictures}. */
export interface Picture {
  /** An SVG, or the bytes of an image file in base64, or RGBA pixels in base64 with their size. */
  source: { svg: string } | { file: string } | { rgba: string; width: number; height: number };
  /** The part of the source to take, in fractions: left, top, width, height. */
  window: readonly [number, number, number, number];
  /** Size of the picture in pixels. */
  width: number;
  height: number;
  /** How many times some part of the picture moves; for photos, whose things cannot be moved by themselves. */
  moves: readonly Move[];
  /** Noise of a sensor: its deviation and seed. */
  noise: { deviation: number; seed: number };
  /** The files to make of it. */
  files: readonly FileOfPicture[];
}

/** Moves a round part of the picture. */
export interface Move {
  /** Where the part may be, in fractions; the one with the most contrast is taken. */
  from: readonly (readonly [number, number])[];
  /** Radius, in fractions of the width. */
  radius: number;
  /** How far, in fractions of the width. */
  by: readonly [number, number];
}

/** A file of a picture. */
export interface FileOfPicture {
  name: string;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** From 0 to 1. */
  quality: number;
  /** The part of the picture, in fractions: left, top, width, height. */
  crop: readonly [number, number, number, number];
  /** Longest side in pixels, at most. */
  longest: number;
  /** Quarter turns clockwise that the pixels are turned by. */
  turns: number;
  /** Whether the pixels are mirrored first. */
  mirrored: boolean;
  /** Brightness: `255 * gain * (value / 255) ** gamma + offset`. */
  tone: { gain: number; gamma: number; offset: number };
}

/**
 * Makes the files of a picture. It runs in a page, by Playwright, so it cannot use anything from outside.
 *
 * @returns Their bytes in base64.
 */
export async function makePictures({
  source,
  window,
  width,
  height,
  moves,
  noise,
  files,
}: Picture): Promise<string[]> {
  const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const decoded = async (): Promise<CanvasImageSource & { width: number; height: number }> => {
    if ('rgba' in source) {
      const pixels = new ImageData(new Uint8ClampedArray(bytesOf(source.rgba)), source.width, source.height);
      return createImageBitmap(pixels);
    }
    if ('file' in source) return createImageBitmap(new Blob([bytesOf(source.file)]));
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(source.svg)}`;
    await image.decode();
    return image;
  };
  const canvasOf = (width: number, height: number): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] => {
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
    const context = canvas.getContext('2d', {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    context.imageSmoothingQuality = 'high';
    return [canvas, context];
  };
  const image = await decoded();
  const [canvas, context] = canvasOf(width, height);
  const [left, top, wide, high] = window;
  context.drawImage(
    image,
    left * image.width,
    top * image.height,
    wide * image.width,
    high * image.height,
    0,
    0,
    width,
    height,
  );
  for (const { from, radius, by } of moves) {
    const side = Math.round(2 * radius * width);
    const contrast = ([x, y]: readonly [number, number]): number => {
      const { data } = context.getImageData(x * width - side / 2, y * height - side / 2, side, side);
      let [sum, squares] = [0, 0];
      for (let i = 1; i < data.length; i += 4) {
        sum += data[i] as number;
        squares += (data[i] as number) ** 2;
      }
      const count = data.length / 4;
      return squares / count - (sum / count) ** 2;
    };
    const [x, y] = [...from].sort((a, b) => contrast(b) - contrast(a))[0] as readonly [number, number];
    const [part, partContext] = canvasOf(side, side);
    const round = (fromX: number, fromY: number): void => {
      partContext.globalCompositeOperation = 'source-over';
      partContext.clearRect(0, 0, side, side);
      partContext.drawImage(canvas, fromX - side / 2, fromY - side / 2, side, side, 0, 0, side, side);
      partContext.globalCompositeOperation = 'destination-in';
      const edge = partContext.createRadialGradient(
        side / 2,
        side / 2,
        side * 0.35,
        side / 2,
        side / 2,
        side / 2,
      );
      edge.addColorStop(0, '#000');
      edge.addColorStop(1, '#0000');
      partContext.fillStyle = edge;
      partContext.fillRect(0, 0, side, side);
    };
    const [centreX, centreY] = [x * width, y * height];
    // What was behind the part is like what is beside it.
    round(centreX, centreY);
    const [moved, movedContext] = canvasOf(side, side);
    movedContext.drawImage(part, 0, 0);
    round(centreX - 2.2 * by[0] * width, centreY - 2.2 * by[1] * width);
    context.drawImage(part, centreX - side / 2, centreY - side / 2);
    context.drawImage(moved, centreX - side / 2 + by[0] * width, centreY - side / 2 + by[1] * width);
  }
  if (noise.deviation > 0) {
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    let state = noise.seed >>> 0;
    const { data } = pixels;
    for (let i = 0; i < data.length; i++) {
      if (i % 4 === 3) continue;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const one = state / 2 ** 32;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      // The sum of two uniform numbers is a triangle, which is bell enough.
      data[i] = (data[i] as number) + (one + state / 2 ** 32 - 1) * 2.45 * noise.deviation;
    }
    context.putImageData(pixels, 0, 0);
  }
  const results: string[] = [];
  for (const { type, quality, crop, longest, turns, mirrored, tone } of files) {
    const [cropX, cropY, cropWide, cropHigh] = [
      Math.round(crop[0] * canvas.width),
      Math.round(crop[1] * canvas.height),
      Math.round(crop[2] * canvas.width),
      Math.round(crop[3] * canvas.height),
    ];
    const scale = Math.min(1, longest / Math.max(cropWide, cropHigh));
    const [toWide, toHigh] = [Math.round(cropWide * scale), Math.round(cropHigh * scale)];
    const [result, drawing] = turns % 2 === 1 ? canvasOf(toHigh, toWide) : canvasOf(toWide, toHigh);
    drawing.translate(result.width / 2, result.height / 2);
    drawing.rotate((turns * Math.PI) / 2);
    if (mirrored) drawing.scale(-1, 1);
    drawing.drawImage(canvas, cropX, cropY, cropWide, cropHigh, -toWide / 2, -toHigh / 2, toWide, toHigh);
    if (tone.gain !== 1 || tone.gamma !== 1 || tone.offset !== 0) {
      const pixels = drawing.getImageData(0, 0, result.width, result.height);
      const curve = Array.from(
        { length: 256 },
        (_, value) => 255 * tone.gain * (value / 255) ** tone.gamma + tone.offset,
      );
      for (let i = 0; i < pixels.data.length; i++)
        if (i % 4 !== 3) pixels.data[i] = curve[pixels.data[i] as number] as number;
      drawing.putImageData(pixels, 0, 0);
    }
    const blob = await result.convertToBlob({ type, quality });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768)
      text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    results.push(btoa(text));
  }
  return results;
}
