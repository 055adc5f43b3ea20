/**
 * Reads ONNX files without loading their weights, and their half-precision numbers.
 *
 * @packageDocumentation
 */
export { fromHalf, toHalf } from './half.ts';
export { type OnnxOutline, outlineOf, type TensorBytes } from './onnx-outline.ts';
