import { message } from '@web-clip/wasm-encoder/fixtures';

/**
 * An image encoder in ONNX that needs all 4 GB that WASM can address: its output is one matrix of ones.
 *
 * @returns The file, encoded by hand according to https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
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
