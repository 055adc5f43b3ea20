import { type FileBytes, fields, notOnnx, type Range } from './onnx-messages.ts';

// Field numbers and tensor types from https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/** ONNX data types of tensors. */
export const FLOAT = 1;
export const UINT8 = 2;
export const INT8 = 3;
export const INT32 = 6;
export const INT64 = 7;
export const BOOL = 9;
export const FLOAT16 = 10;

/** Whether a data type is computed with as floats. */
export const isFloat = (type: number): boolean => type === FLOAT || type === FLOAT16;

/** A varint of 64 bits takes at most this many bytes. */
const VARINT_BYTES = 10;

/** Tensors with at most this many elements are read along with the graph. */
const SMALL = 16;

/** A tensor in the model file or its external data. */
export interface OnnxTensor {
  dims: readonly number[];
  /** {@link FLOAT} or another ONNX data type. */
  type: number;
  /** Whether nobody but the caller holds the memory that `read` returns. */
  isOwn?: boolean;
  /** @returns Its elements, little-endian and densely packed. A large tensor should be read only once. */
  read(): Uint8Array;
}

/** An attribute of a node. */
export type Attribute = number | string | readonly number[] | OnnxTensor;

/** A use of an operator: https://onnx.ai/onnx/operators/. */
export interface OnnxNode {
  /** Empty for ONNX's standard operators. */
  domain: string;
  operator: string;
  /** Names of values. An empty name stands for an omitted optional input. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: ReadonlyMap<string, Attribute>;
}

/** The graph of an ONNX model. */
export interface OnnxGraph {
  /** In topological order. */
  nodes: readonly OnnxNode[];
  tensors: ReadonlyMap<string, OnnxTensor>;
  inputs: readonly string[];
  outputs: readonly string[];
}

/**
 * @param bytes A serialised ONNX ModelProto.
 * @param external Reads bytes of an external data file that the model names.
 * @throws ClipError `invalid-model` if the bytes are not a ModelProto.
 */
export function readGraph(
  bytes: Uint8Array<ArrayBuffer>,
  external: (path: string, start: number, end: number) => Uint8Array,
): OnnxGraph {
  const file: FileBytes = {
    length: bytes.length,
    at: (offset) => bytes[offset],
    slice: ({ start, end }) => bytes.subarray(start, end),
  };
  const reader = new Reader(file, external);
  return reader.model({ start: 0, end: bytes.length });
}

class Reader {
  readonly #file: FileBytes;
  readonly #external: (path: string, start: number, end: number) => Uint8Array;

  constructor(file: FileBytes, external: (path: string, start: number, end: number) => Uint8Array) {
    this.#file = file;
    this.#external = external;
  }

  model(at: Range): OnnxGraph {
    const nodes: OnnxNode[] = [];
    const tensors = new Map<string, OnnxTensor>();
    const inputs: string[] = [];
    const outputs: string[] = [];
    for (const graph of this.#all(at, 7)) {
      for (const node of this.#all(graph, 1)) nodes.push(this.#node(node));
      for (const each of this.#all(graph, 5)) tensors.set(this.#text(each, 8), this.#tensor(each));
      for (const each of this.#all(graph, 11)) inputs.push(this.#text(each, 1));
      for (const each of this.#all(graph, 12)) outputs.push(this.#text(each, 1));
    }
    // Older models list their tensors among the inputs.
    return { nodes, tensors, inputs: inputs.filter((name) => !tensors.has(name)), outputs };
  }

  #node(at: Range): OnnxNode {
    const domain = this.#text(at, 7);
    return {
      domain: domain === 'ai.onnx' ? '' : domain,
      operator: this.#text(at, 4),
      inputs: this.#texts(at, 1),
      outputs: this.#texts(at, 2),
      attributes: new Map(
        this.#all(at, 5).flatMap((attribute) => {
          const value = this.#attribute(attribute);
          return value === undefined ? [] : [[this.#text(attribute, 1), value] as const];
        }),
      ),
    };
  }

  /** @returns Its value, or undefined if it is not an {@link Attribute}. */
  #attribute(at: Range): Attribute | undefined {
    switch (this.#integers(at, 20)[0]) {
      case undefined:
        throw notOnnx();
      case 1:
        return this.#floats(at, 2)[0] ?? 0;
      case 2:
        return this.#integers(at, 3)[0] ?? 0;
      case 3:
        return this.#text(at, 4);
      case 4: {
        const [tensor] = this.#all(at, 5);
        return tensor && this.#tensor(tensor);
      }
      case 7:
        return this.#integers(at, 8);
      default:
        return undefined;
    }
  }

  #tensor(at: Range): OnnxTensor {
    const dims = this.#integers(at, 1);
    const type = this.#integers(at, 2)[0] ?? 0;
    const raw = this.#all(at, 9).at(-1);
    const entries = new Map(this.#all(at, 13).map((entry) => [this.#text(entry, 1), this.#text(entry, 2)]));
    const path = entries.get('location');
    const read = (): Uint8Array => {
      if (path !== undefined) {
        const start = Number(entries.get('offset') ?? 0);
        return this.#external(path, start, start + Number(entries.get('length')));
      }
      if (raw) return this.#file.slice(raw);
      if (type === FLOAT) return bytesOf(Float32Array.from(this.#floats(at, 4)));
      if (type === INT64) return bytesOf(BigInt64Array.from(this.#integers(at, 7).map(asInt64)));
      const integers = this.#integers(at, 5);
      if (type === INT32) return bytesOf(Int32Array.from(integers));
      return type === FLOAT16 ? bytesOf(Uint16Array.from(integers)) : Uint8Array.from(integers);
    };
    if (path !== undefined || dims.reduce((product, size) => product * size, 1) > SMALL)
      return { dims, type, read };
    // Copied, because the file may have been released by the time the attribute is read.
    const bytes = read().slice();
    return { dims, type, read: () => bytes };
  }

  /** The contents of all length-delimited fields with this number. */
  #all(message: Range, wanted: number): Range[] {
    const found: Range[] = [];
    for (const { number, content } of fields(this.#file, message)) {
      if (number === wanted && content) found.push(content);
    }
    return found;
  }

  #texts(message: Range, wanted: number): string[] {
    return this.#all(message, wanted).map((content) => new TextDecoder().decode(this.#file.slice(content)));
  }

  #text(message: Range, wanted: number): string {
    return this.#texts(message, wanted).at(-1) ?? '';
  }

  /** Repeated numbers may be packed into one field or come in one field each. */
  #integers(message: Range, wanted: number): number[] {
    const found: number[] = [];
    for (const { number, start, end, content } of fields(this.#file, message)) {
      if (number !== wanted) continue;
      const bytes = this.#file.slice(content ?? { start, end });
      let at = content ? 0 : varintLength(bytes, 0);
      while (at < bytes.length) {
        const length = varintLength(bytes, at);
        found.push(signed(bytes.subarray(at, at + length)));
        at += length;
      }
    }
    return found;
  }

  #floats(message: Range, wanted: number): number[] {
    const found: number[] = [];
    for (const { number, start, end, content } of fields(this.#file, message)) {
      if (number !== wanted) continue;
      const bytes = this.#file.slice(content ?? { start: end - 4, end });
      if (bytes.length % 4 > 0 || end - start < 4) throw notOnnx();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let at = 0; at < bytes.length; at += 4) found.push(view.getFloat32(at, true));
    }
    return found;
  }
}

function varintLength(bytes: Uint8Array, start: number): number {
  for (let length = 1; length <= VARINT_BYTES; length++) {
    if ((bytes[start + length - 1] ?? 0) < 128) return length;
  }
  throw notOnnx();
}

/** The largest 64-bit integer has no exact JavaScript number: neighbours there are 1024 apart. */
const asInt64 = (value: number): bigint => (value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));

/** Negative integers are encoded in 64-bit two's complement. */
function signed(varint: Uint8Array): number {
  let value = 0n;
  for (const [i, byte] of varint.entries()) value |= BigInt(byte & 127) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, value));
}

const bytesOf = (numbers: Float32Array | BigInt64Array | Int32Array | Uint16Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
