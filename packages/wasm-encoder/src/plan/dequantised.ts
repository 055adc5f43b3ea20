import { type Constant, lengthOf } from '../graph/constants.ts';
import { FLOAT, INT8, type OnnxNode, type OnnxTensor, UINT8 } from '../graph/onnx-graph.ts';
import { normalAxis, numberOf, Unsupported } from '../graph/shapes.ts';

/**
 * Prepares a DequantizeLinear (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html).
 *
 * @param dims Dimensions of the quantised values.
 * @returns Computes the floats, given the values.
 * @throws Unsupported if the scales have another shape.
 */
export function dequantising(
  { attributes }: OnnxNode,
  dims: readonly number[],
  { dims: scalesDims, values: scales }: Constant,
  zero: Constant | undefined,
): (values: ArrayLike<number>) => Float32Array<ArrayBuffer> {
  const axis = scales.length > 1 ? normalAxis(attributes.get('axis') ?? 1, dims) : 0;
  if (scales.length > 1 && (scalesDims.length !== 1 || scales.length !== dims[axis]))
    throw new Unsupported('DequantizeLinear with these scales');
  const length = lengthOf(dims);
  // Values in a row that share a scale.
  const run = scales.length > 1 ? numberOf(dims.slice(axis + 1)) : length;
  return (values) => {
    const floats = new Float32Array(length);
    for (let i = 0, at = 0; i < length; at = (at + 1) % scales.length) {
      const [scale, offset] = [scales[at] as number, zero?.values[at] ?? 0];
      for (const end = i + run; i < end; i++) floats[i] = ((values[i] as number) - offset) * scale;
    }
    return floats;
  };
}

/** Whether a tensor's values are bytes, as those of quantised weights are. */
export const isBytes = ({ type }: OnnxTensor): boolean => type === INT8 || type === UINT8;

/**
 * A DequantizeLinear of bytes in the model's file. They stay there until somebody reads the result.
 *
 * @throws Unsupported as {@link dequantising}.
 */
export function dequantised(
  node: OnnxNode,
  { dims, type, read }: OnnxTensor,
  scale: Constant,
  zero: Constant | undefined,
): OnnxTensor {
  const floatsOf = dequantising(node, dims, scale, zero);
  return {
    dims,
    type: FLOAT,
    isOwn: true,
    read: () => {
      const bytes = read();
      if (bytes.length !== numberOf(dims)) throw new Unsupported('a tensor with too few numbers');
      const values = type === INT8 ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes;
      return new Uint8Array(floatsOf(values).buffer);
    },
  };
}
