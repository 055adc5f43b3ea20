import type { Pixels } from '@web-clip/images';
import type { ImageSpec } from '../../models/spec.ts';
import type { Crop, Geometry } from './geometry.ts';
import bytes from './resample.as.ts?wasm';
import { packTaps, type ResamplePlan, resamplePlan } from './resample-plan.ts';

/** The functions are documented in resample.as.ts. */
interface Kernel {
  memory: WebAssembly.Memory;
  across(
    rows: number,
    source: number,
    pitch: number,
    taps: number,
    stride: number,
    width: number,
    target: number,
    targetPitch: number,
  ): void;
  down(
    rows: number,
    source: number,
    pitch: number,
    taps: number,
    stride: number,
    firstRow: number,
    target: number,
  ): void;
}

/** Bytes of the source to hold in WASM memory at once, because that memory never shrinks. */
const STRIP = 2 ** 20;

const PAGE = 65536;

let kernel: Kernel | undefined;

/**
 * Resizes and crops an image with the same bytes as Pillow's `Image.resize` with antialiasing: in two passes,
 * each only if that side changes, with 22-bit weights and rounding to 8 bits between the passes
 * (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c). Only pixels that affect the
 * crop are computed.
 *
 * @param picture The image; alpha is ignored, as in `convert('RGB')`.
 * @param target Sizes and crop, from {@link geometry}.
 * @param interpolation The filter.
 * @returns 3 bytes per pixel, crop height x crop width.
 */
export function resample(
  image: Pixels,
  target: Geometry,
  interpolation: ImageSpec['interpolation'],
): Uint8Array<ArrayBuffer> {
  kernel ??= new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernel;
  const plan = resamplePlan(image.width, image.height, target, interpolation);
  return (plan.downFirst ? downThenAcross : acrossThenDown)(kernel, image, plan, target.crop);
}

function acrossThenDown(
  kernel: Kernel,
  { data, width }: Pixels,
  { across, down, firstRow, rows }: ResamplePlan,
  crop: Crop,
): Uint8Array<ArrayBuffer> {
  const [acrossTaps, downTaps] = [packTaps(across), packTaps(down)];
  const pitch = width * 4;
  const stripRows = Math.min(rows, Math.max(1, Math.floor(STRIP / pitch)));
  const narrowPitch = paddedPitch(crop.width);
  const sizes = [
    acrossTaps.byteLength,
    downTaps.byteLength,
    stripRows * pitch,
    rows * narrowPitch,
    crop.height * narrowPitch,
  ];
  const [acrossAt, downAt, stripAt, narrowAt, resultAt] = reserve(kernel.memory, sizes);
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(new Uint8Array(acrossTaps.buffer), acrossAt);
  memory.set(new Uint8Array(downTaps.buffer), downAt);
  for (let row = 0; row < rows; row += stripRows) {
    const count = Math.min(stripRows, rows - row);
    const start = (firstRow + row) * pitch;
    memory.set(data.subarray(start, start + count * pitch), stripAt);
    const to = narrowAt + row * narrowPitch;
    kernel.across(count, stripAt, pitch, acrossAt, across.stride, crop.width, to, narrowPitch);
  }
  kernel.down(crop.height, narrowAt, narrowPitch, downAt, down.stride, firstRow, resultAt);
  return withoutAlpha(memory, resultAt, narrowPitch, crop);
}

/** Each output row needs many source rows, which are copied into memory for it. */
function downThenAcross(
  kernel: Kernel,
  { data, width }: Pixels,
  { across, down }: ResamplePlan,
  crop: Crop,
): Uint8Array<ArrayBuffer> {
  const [acrossTaps, downTaps] = [packTaps(across), packTaps(down)];
  const [pitch, narrowPitch] = [paddedPitch(width), paddedPitch(crop.width)];
  const sizes = [
    acrossTaps.byteLength,
    downTaps.byteLength,
    Math.max(...down.count) * pitch,
    crop.height * pitch,
    crop.height * narrowPitch,
  ];
  const [acrossAt, downAt, stripAt, shortAt, resultAt] = reserve(kernel.memory, sizes);
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(new Uint8Array(acrossTaps.buffer), acrossAt);
  memory.set(new Uint8Array(downTaps.buffer), downAt);
  const entryBytes = downTaps.byteLength / crop.height;
  for (let row = 0; row < crop.height; row++) {
    const first = down.first[row] as number;
    for (let y = 0; y < (down.count[row] as number); y++) {
      const start = (first + y) * width * 4;
      memory.set(data.subarray(start, start + width * 4), stripAt + y * pitch);
    }
    const to = shortAt + row * pitch;
    kernel.down(1, stripAt, pitch, downAt + row * entryBytes, down.stride, first, to);
  }
  kernel.across(crop.height, shortAt, pitch, acrossAt, across.stride, crop.width, resultAt, narrowPitch);
  return withoutAlpha(memory, resultAt, narrowPitch, crop);
}

/** Bytes of a row, padded because the vertical pass takes 16 bytes at a time. */
const paddedPitch = (width: number): number => Math.ceil(width / 4) * 16;

/** @returns Addresses for consecutive parts of these sizes. Memory grows as needed. */
function reserve(
  memory: WebAssembly.Memory,
  sizes: readonly number[],
): [number, number, number, number, number] {
  let end = 0;
  const starts = sizes.map((size) => {
    const start = end;
    end += Math.ceil(size / 16) * 16;
    return start;
  });
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return starts as [number, number, number, number, number];
}

function withoutAlpha(
  rgba: Uint8Array,
  start: number,
  pitch: number,
  { width, height }: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = start + y * pitch; x < width; x++, from += 4) {
      rgb[to++] = rgba[from] as number;
      rgb[to++] = rgba[from + 1] as number;
      rgb[to++] = rgba[from + 2] as number;
    }
  }
  return rgb;
}
