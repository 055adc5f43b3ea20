/**
 * An image encoder in ONNX that needs all of the 4 GB that WASM can address: its output is one matrix of ones.
 *
 * @returns The file, written by hand as https://github.com/onnx/onnx/blob/main/onnx/onnx.proto lays it out.
 */
export function vastEncoder(): Uint8Array {
  const side = 32_767;
  const shape = message([1, 2], [2, INT64], [7, side], [7, side], [8, 'shape']);
  const node = message([1, 'shape'], [2, 'image_embeds'], [4, 'ConstantOfShape']);
  const graph = message(
    [1, node],
    [2, 'graph'],
    [5, shape],
    [11, floats('pixel_values')],
    [12, floats('image_embeds')],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}

const FLOAT = 1;
const INT64 = 7;

function floats(name: string): Uint8Array {
  return message([1, name], [2, message([1, message([1, FLOAT])])]);
}

/** A message of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/): fields by their number. */
function message(...fields: [number: number, value: number | string | Uint8Array][]): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.from([number << 3, ...varint(value)]);
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
    }),
  );
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
