import { ClipError } from '../errors.ts';
import { staysInFolder } from './locate.ts';

// Field numbers of the messages on the way to a tensor's external data:
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_EXTERNAL_DATA = 13;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/**
 * Finds the external data files that an ONNX model names for its initializers. Asking the file itself
 * spares guessing names and asking the host.
 *
 * @param model A serialised ONNX ModelProto.
 * @returns The files' paths, relative to the model's own, each once.
 * @throws ClipError `invalid-model` if the bytes are no protocol buffer, or a path leads elsewhere.
 */
export function externalDataFiles(model: Uint8Array): string[] {
  const paths = new Set<string>();
  for (const graph of messages(model, MODEL_GRAPH)) {
    for (const initializer of messages(graph, GRAPH_INITIALIZER)) {
      for (const entry of messages(initializer, TENSOR_EXTERNAL_DATA)) {
        const [key] = messages(entry, ENTRY_KEY);
        const [value] = messages(entry, ENTRY_VALUE);
        if (key && value && text(key) === 'location') paths.add(besideModel(text(value)));
      }
    }
  }
  return [...paths];
}

function besideModel(path: string): string {
  if (staysInFolder(path)) return path;
  throw new ClipError(
    'invalid-model',
    `The model keeps its data at “${path}”, which is not beside its file. Choose another model.`,
  );
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The length-delimited fields of one number in a message (https://protobuf.dev/programming-guides/encoding/). */
function* messages(message: Uint8Array, wanted: number): Generator<Uint8Array> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw notOnnx();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        varint();
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        if (at + length > message.length) throw notOnnx();
        if (field === wanted) yield message.subarray(at, at + length);
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw notOnnx();
    }
  }
}

const notOnnx = (): ClipError =>
  new ClipError(
    'invalid-model',
    'The model’s file is not an ONNX file. Choose another model, or check its address.',
  );
