import { numberOf } from '../graph/shapes.ts';

/** A range of a thread's memory, used while one input is encoded. */
export interface Buffer {
  readonly bytes: number;
}

/** Floats in a buffer of their own. */
interface Shaped {
  buffer: Buffer;
  dims: readonly number[];
}

/** An argument of a kernel: a number (which may be the address of weights) or a place in a buffer. */
export type Argument = number | { buffer: Buffer; offset: number };

/** A call of a kernel. */
export interface Step {
  kernel: string;
  args: readonly Argument[];
}

/** Floats in a thread's memory: their address there and their count. */
export interface Place {
  at: number;
  length: number;
}

/** The steps that compute the outputs for one input. */
export interface Plan {
  steps: readonly { kernel: string; args: readonly number[]; relative: readonly boolean[] }[];
  /** Bytes a thread needs besides the weights. Relative addresses point into them. */
  scratch: number;
  /** What must be filled in before the first step. */
  inputs: readonly Place[];
  /** What is there after the last step. */
  outputs: readonly Place[];
}

/** All addresses are multiples of this many bytes, which suits both vectors and cache lines. */
const ALIGNMENT = 64;

/** @returns Bytes rounded up to a multiple of {@link ALIGNMENT}. */
export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Makes a plan from steps.
 *
 * @param steps In execution order.
 * @param inputs Filled in before the first step.
 * @param outputs The results.
 */
export function planOf(steps: readonly Step[], inputs: readonly Shaped[], outputs: readonly Shaped[]): Plan {
  const { offsets, bytes } = placeBuffers(
    steps,
    inputs.map(({ buffer }) => buffer),
    new Set(outputs.map(({ buffer }) => buffer)),
  );
  const place = ({ buffer, dims }: Shaped): Place => ({
    at: offsets.get(buffer) as number,
    length: numberOf(dims),
  });
  return {
    steps: steps.map(({ kernel, args }) => ({
      kernel,
      args: args.map((arg) =>
        typeof arg === 'number' ? arg : (offsets.get(arg.buffer) as number) + arg.offset,
      ),
      relative: args.map((arg) => typeof arg === 'object'),
    })),
    scratch: bytes,
    inputs: inputs.map(place),
    outputs: outputs.map(place),
  };
}

/**
 * Assigns offsets to buffers. Buffers that are never live at the same time may overlap.
 *
 * @param steps In execution order.
 * @param inputs Live before the first step.
 * @param outputs Live after the last step.
 * @returns The offset of each buffer, and the total in bytes.
 */
function placeBuffers(
  steps: readonly Step[],
  inputs: readonly Buffer[],
  outputs: ReadonlySet<Buffer>,
): { offsets: ReadonlyMap<Buffer, number>; bytes: number } {
  const last = new Map<Buffer, number>([...outputs].map((buffer) => [buffer, steps.length]));
  for (const [i, { args }] of steps.entries()) {
    for (const arg of args) {
      if (typeof arg === 'object' && !outputs.has(arg.buffer)) last.set(arg.buffer, i);
    }
  }
  const offsets = new Map<Buffer, number>();
  let inUse: { start: number; end: number; last: number }[] = [];
  let bytes = 0;
  const place = (buffer: Buffer, step: number): void => {
    if (offsets.has(buffer)) return;
    inUse = inUse.filter((each) => each.last >= step).sort((a, b) => a.start - b.start);
    const size = aligned(buffer.bytes);
    let start = 0;
    for (const each of inUse) {
      if (each.start - start >= size) break;
      start = Math.max(start, each.end);
    }
    offsets.set(buffer, start);
    inUse.push({ start, end: start + size, last: last.get(buffer) ?? step });
    bytes = Math.max(bytes, start + size);
  };
  for (const input of inputs) place(input, 0);
  for (const [i, { args }] of steps.entries()) {
    for (const arg of args) if (typeof arg === 'object') place(arg.buffer, i);
  }
  return { offsets, bytes };
}
