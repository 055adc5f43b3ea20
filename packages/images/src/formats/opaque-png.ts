import { decode, encode } from 'fast-png';
import { type Part, pngChunks, viewOf } from './containers.ts';
import { edited } from './edits.ts';
import { refuseTooLarge } from './size-limit.ts';
import { PNG_COLOUR_CHUNKS } from './stored-colours.ts';

/** Signature and header. Colour information follows. */
const HEADER_BYTES = 33;

/**
 * Rewrites a PNG without its alpha channel. Editing bytes is not enough, because filters work on whole
 * pixels.
 *
 * @param bytes A greyscale or RGB PNG with alpha.
 * @returns A PNG with the same values and the same colour chunks.
 * @throws ClipError `too-large-image`; Error if it is damaged or inflates to more pixels than its header
 *   claims.
 */
export async function withoutAlphaChannel(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { data, channels, ...rest } = decode(await pixelsAlone(bytes));
  const kept = channels - 1;
  const values = new (data.constructor as Uint8ArrayConstructor | Uint16ArrayConstructor)(
    rest.width * rest.height * kept,
  );
  for (let from = 0, to = 0; from < data.length; from += channels) {
    for (let channel = 0; channel < kept; channel++) values[to++] = data[from + channel] as number;
  }
  const { width, height, depth } = rest;
  const png = encode({ width, height, depth, channels: kept, data: values }, { zlib: { level: 0 } });
  const colours = [...pngChunks(bytes)].filter(({ type }) => PNG_COLOUR_CHUNKS.includes(type));
  return edited(
    png as Uint8Array<ArrayBuffer>,
    colours.map(({ start, end }) => ({
      start: HEADER_BYTES,
      end: HEADER_BYTES,
      bytes: bytes.subarray(start, end),
    })),
  );
}

/** Channels by colour type, for those with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 4: 2, 6: 4 };

/**
 * Makes a PNG safe for fast-png, which inflates without limit. A few kilobytes of pixels or of a colour
 * profile may inflate to gigabytes.
 *
 * @returns The PNG's header and pixels, without other chunks.
 * @throws ClipError `too-large-image`; Error if there is no header, or more pixels than it claims.
 */
async function pixelsAlone(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const chunks = [...pngChunks(bytes)];
  const header = chunks.find(({ type }) => type === 'IHDR');
  if (!header) throw new Error('The PNG has no header.');
  const view = viewOf(bytes);
  const [width, height] = [view.getUint32(header.content), view.getUint32(header.content + 4)];
  refuseTooLarge({ width, height });
  const [depth, colourType] = [view.getUint8(header.content + 8), view.getUint8(header.content + 9)];
  const pixelBytes = ((CHANNELS[colourType] ?? 0) * depth) / 8;
  const pixels = chunks.filter(({ type }) => type === 'IDAT');
  // Each row begins with its filter type. The seven passes of an interlaced PNG have up to twice as many
  // rows.
  const most = width * height * pixelBytes + 2 * height + 7;
  await refuseMore(new Blob(pixels.map(({ content, end }) => bytes.slice(content, end - 4))), most);
  const isKept = (part: Part): boolean => part === header || part.type === 'IDAT' || part.type === 'IEND';
  return edited(
    bytes,
    chunks.filter((part) => !isKept(part)),
  );
}

/** @throws Error if the data is damaged, or as soon as it inflates to more than `most` bytes. */
async function refuseMore(data: Blob, most: number): Promise<void> {
  const reader = data.stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    let inflated = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      inflated += part.value.length;
      if (inflated > most) throw new Error('The PNG has more pixels than its header says.');
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
