/** A photo of the sample album with a disc on it, which can move. */
async function scene(sample: string, disc: readonly [x: number, y: number]): Promise<OffscreenCanvas> {
  const photo = await createImageBitmap(await (await fetch(`/samples/${sample}.webp`)).blob());
  const canvas = new OffscreenCanvas(photo.width, photo.height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(photo, 0, 0);
  context.fillStyle = '#e8742c';
  context.beginPath();
  context.arc(disc[0] * photo.width, disc[1] * photo.height, photo.height / 9, 0, 7);
  context.fill();
  return canvas;
}

/** Encodes a scene as a JPEG, smaller by a factor. */
async function encoded(image: OffscreenCanvas, scale = 1, quality = 0.92): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

/**
 * @returns An album with an original and three copies of it: one with the same bytes, a smaller one, and one compressed more; a
 *   burst of two more photos; and a photo of something else.
 */
export async function albumWithCopies(): Promise<File[]> {
  const original = await scene('castle', [0.3, 0.5]);
  const bytes = await encoded(original);
  const files: Readonly<Record<string, Blob>> = {
    'IMG_20190403_101112.jpg': bytes,
    'IMG_20190403_101112 (1).jpg': bytes,
    'small.jpg': await encoded(original, 0.5),
    'sent.jpg': await encoded(original, 1, 0.5),
    'IMG_20190403_101114.jpg': await encoded(await scene('castle', [0.45, 0.5])),
    'IMG_20190403_101116.jpg': await encoded(await scene('castle', [0.6, 0.5])),
    'cats.jpg': await encoded(await scene('two-cats', [0.5, 0.5])),
  };
  return Object.entries(files).map(([name, file]) => new File([file], name, { lastModified: 1.6e12 }));
}
