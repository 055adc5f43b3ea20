import { ClipError } from '@web-clip/calls';

/** Bytes of a file: `start` inclusive, `end` exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A file in memory, in one piece or in several. */
export interface FileBytes {
  /** In bytes. */
  readonly length: number;
  /** @returns The byte at an offset, or undefined past the end. */
  at(offset: number): number | undefined;
  /** @returns The bytes of a range within the file. */
  slice(range: Range): Uint8Array<ArrayBuffer>;
}

// The wire format of ONNX files: https://protobuf.dev/programming-guides/encoding/

/** A field of a message, starting at its tag. */
export interface Field extends Range {
  number: number;
  /** The bytes of a length-delimited field, without tag and length. */
  content?: Range;
}

/**
 * @param file The file that holds the message.
 * @param message Its range in the file.
 * @returns The message's fields, in order.
 * @throws ClipError `invalid-model` during iteration, if the bytes are not a message.
 */
export function* fields(file: FileBytes, { start, end }: Range): Generator<Field> {
  let at = start;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = file.at(at++);
      if (byte === undefined || at > end) throw notOnnx();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < end) {
    const field = { start: at };
    const tag = varint();
    let content: Range | undefined;
    switch (tag % 8) {
      case 0:
        varint();
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        content = { start: at, end: at + length };
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw notOnnx();
    }
    if (at > end) throw notOnnx();
    yield { ...field, number: Math.floor(tag / 8), end: at, ...(content && { content }) };
  }
}

/**
 * @param number The field number.
 * @param content Its bytes, in parts.
 * @returns A length-delimited field, in parts.
 */
export function delimited(number: number, content: Uint8Array[]): Uint8Array[] {
  return [Uint8Array.from([...varint(number * 8 + 2), ...varint(sizeOf(content))]), ...content];
}

/**
 * @param value An integer from 0 to 2^53 - 1.
 * @returns Its encoding: seven bits per byte, lowest first.
 */
export function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/**
 * @param parts Bytes.
 * @returns All parts in one buffer.
 */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** @returns ClipError `invalid-model`. */
export const notOnnx = (): ClipError =>
  new ClipError(
    'invalid-model',
    'The model’s file is not an ONNX file. Choose another model, or check its address.',
  );
