import { ClipError } from '../errors.ts';
import type { FileChunks, Range } from './file-chunks.ts';
import { staysInFolder } from './locate.ts';
import { delimited, fields, joined } from './onnx-messages.ts';

// Field numbers of the messages on the way to a tensor's numbers:
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_RAW_DATA = 9;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const EXTERNAL = 1;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/**
 * Tensors with fewer bytes stay in the model: shapes are inferred from some, which external data cannot say
 * (https://github.com/microsoft/onnxruntime/issues/26261), and optimisers read some more than once.
 */
const SMALL = 64 * 1024;

/** Where the numbers of a tensor are. */
export interface TensorBytes extends Range {
  /** The file, relative to the model's folder. */
  path: string;
}

/** An ONNX model without the numbers of its large tensors. */
export interface OnnxOutline {
  /** A serialised ModelProto. */
  model: Uint8Array<ArrayBuffer>;
  /** What it leaves to other files. */
  tensors: readonly TensorBytes[];
}

/**
 * Takes the large tensors' numbers out of an ONNX model: it names its own file as external data. A runtime then
 * reads them one at a time, where it would copy, and parse into a copy, a file that holds them.
 *
 * @param file A serialised ONNX ModelProto.
 * @param name What to call that file.
 * @returns The rest of it; external data that it names itself stays where it is.
 * @throws ClipError `invalid-model` if the bytes are no protocol buffer, or a path leads elsewhere.
 */
export function outlineOf(file: FileChunks, name: string): OnnxOutline {
  const tensors: TensorBytes[] = [];
  const model = replaced(file, { start: 0, end: file.length }, MODEL_GRAPH, (graph) =>
    replaced(file, graph, GRAPH_INITIALIZER, (tensor) => withoutNumbers(file, name, tensor, tensors)),
  );
  return { model: joined(model), tensors };
}

/** A tensor that leaves its numbers to a file; where they are is added to `tensors`. */
function withoutNumbers(file: FileChunks, name: string, tensor: Range, tensors: TensorBytes[]): Uint8Array[] {
  let raw: Range | undefined;
  const external = new Map<string, string>();
  for (const { number, content } of fields(file, tensor)) {
    // Of several the last one counts.
    if (number === TENSOR_RAW_DATA) raw = content;
    if (number === TENSOR_EXTERNAL_DATA && content) external.set(...entryOf(file, content));
  }
  const path = external.get('location');
  if (path !== undefined) {
    const start = Number(external.get('offset') ?? 0);
    // Without a length it is as long as its shape says.
    const end = start + Number(external.get('length') ?? Number.POSITIVE_INFINITY);
    tensors.push({ path: besideModel(path), start, end });
  }
  if (path !== undefined || !raw || raw.end - raw.start < SMALL) return [file.slice(tensor)];
  tensors.push({ path: name, ...raw });
  const entry = (key: string, value: string): Uint8Array[] =>
    delimited(TENSOR_EXTERNAL_DATA, [
      ...delimited(ENTRY_KEY, [encoded(key)]),
      ...delimited(ENTRY_VALUE, [encoded(value)]),
    ]);
  return [
    ...replaced(file, tensor, TENSOR_RAW_DATA, undefined),
    Uint8Array.of(TENSOR_DATA_LOCATION * 8, EXTERNAL),
    ...entry('location', name),
    ...entry('offset', String(raw.start)),
    ...entry('length', String(raw.end - raw.start)),
  ];
}

function entryOf(file: FileChunks, entry: Range): [key: string, value: string] {
  let [key, value] = ['', ''];
  for (const { number, content } of fields(file, entry)) {
    const text = content ? new TextDecoder().decode(file.slice(content)) : '';
    if (number === ENTRY_KEY) key = text;
    if (number === ENTRY_VALUE) value = text;
  }
  return [key, value];
}

function besideModel(path: string): string {
  if (staysInFolder(path)) return path;
  throw new ClipError(
    'invalid-model',
    `The model keeps its data at “${path}”, which is not beside its file. Choose another model.`,
  );
}

/** A message whose length-delimited fields of one number have other contents, or are left out. */
function replaced(
  file: FileChunks,
  message: Range,
  wanted: number,
  change: ((content: Range) => Uint8Array[]) | undefined,
): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let { start } = message;
  for (const field of fields(file, message)) {
    if (field.number !== wanted || !field.content) continue;
    parts.push(file.slice({ start, end: field.start }));
    // One by one: a model may have more parts than a call takes arguments.
    for (const part of change ? delimited(wanted, change(field.content)) : []) parts.push(part);
    start = field.end;
  }
  return [...parts, file.slice({ start, end: message.end })];
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
