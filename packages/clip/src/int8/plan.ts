import { numberOf } from './shapes.ts';

/** A part of the memory in which one input is encoded; each thread has its own. */
export interface Buffer {
  readonly bytes: number;
}

/** Floats in a buffer of their own. */
interface Shaped {
  buffer: Buffer;
  dims: readonly number[];
}

/** What a step is given: a number, the address of weights among them, or a place in a buffer. */
export type Argument = number | { buffer: Buffer; offset: number };

/** A call of a kernel. */
export interface Step {
  kernel: string;
  args: readonly Argument[];
}

/** Floats in a thread's memory: their address there, and how many. */
export interface Place {
  at: number;
  length: number;
}

/** How an encoder computes one embedding. */
export interface Plan {
  steps: readonly { kernel: string; args: readonly number[]; relative: readonly boolean[] }[];
  /** Bytes that a thread needs besides the weights; addresses that are relative are in there. */
  scratch: number;
  /** What has to be there before the first step. */
  inputs: readonly Place[];
  output: Place;
}

/** Addresses are multiples of this, in bytes: of a vector, and of a cache line. */
const ALIGNMENT = 64;

/** @returns Bytes, rounded up to a multiple of {@link ALIGNMENT}. */
export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Makes a plan of steps.
 *
 * @param steps In their order.
 * @param inputs What they begin with.
 * @param output What they make.
 */
export function planOf(steps: readonly Step[], inputs: readonly Shaped[], output: Shaped): Plan {
  const { offsets, bytes } = placeBuffers(
    steps,
    inputs.map(({ buffer }) => buffer),
    output.buffer,
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
    output: place(output),
  };
}

/**
 * Gives buffers their places: those that are never in use at the same time may share one.
 *
 * @param steps In their order.
 * @param inputs Are in use before the first step.
 * @param output Is in use after the last one.
 * @returns Offsets of all buffers, and the bytes of all together.
 */
function placeBuffers(
  steps: readonly Step[],
  inputs: readonly Buffer[],
  output: Buffer,
): { offsets: ReadonlyMap<Buffer, number>; bytes: number } {
  const last = new Map<Buffer, number>([[output, steps.length]]);
  for (const [i, { args }] of steps.entries()) {
    for (const arg of args) {
      if (typeof arg === 'object' && arg.buffer !== output) last.set(arg.buffer, i);
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
