import { delimited, joined, varint } from './onnx-messages.ts';

/**
 * A protobuf message as ONNX files contain: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 *
 * @param fields By field number: integers from 0 on, strings, bytes and messages.
 */
export function message(
  ...fields: readonly [number: number, value: number | string | Uint8Array][]
): Uint8Array<ArrayBuffer> {
  return joined(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [Uint8Array.from([...varint(number * 8), ...varint(value)])];
      return delimited(number, [typeof value === 'string' ? new TextEncoder().encode(value) : value]);
    }),
  );
}
