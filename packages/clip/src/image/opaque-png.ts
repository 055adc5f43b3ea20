import { decode, encode } from 'fast-png';
import { pngChunks } from './containers.ts';
import { edited } from './edits.ts';
import { PNG_COLOUR_CHUNKS } from './stored-colours.ts';

/** The signature and the header: what says of colours comes next. */
const HEADER_BYTES = 33;

/**
 * Writes a PNG anew without its alpha channel, which no other edit takes out: filters work on whole pixels.
 *
 * @param bytes A PNG of grey or colours, and alpha.
 * @returns A PNG of the same values, and with the same chunks on what they mean.
 * @throws Error if it is damaged.
 */
export function withoutAlphaChannel(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { data, channels, ...rest } = decode(bytes);
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
