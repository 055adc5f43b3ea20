/**
 * Runs ONNX encoders on WASM kernels of our own. It knows nothing of CLIP.
 *
 * @packageDocumentation
 */
export { loadKernels, plainKernels } from './kernels/kernel.ts';
export { canShareMemory, hasRelaxedSimd } from './kernels/wasm-features.ts';
export type { Feed } from './run/plans.ts';
export { WasmEncoder, type WasmEncoderOptions } from './wasm-encoder.ts';
