/**
 * Reads ONNX files without loading their weights.
 *
 * @packageDocumentation
 */
export { type OnnxOutline, outlineOf, type TensorBytes } from './onnx-outline.ts';
