import { delimited, type FileBytes, fields, joined, type Range } from './onnx-messages.ts';

// Field numbers on the path to a tensor's data: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_RAW_DATA = 9;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const EXTERNAL = 1;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;

/**
 * Tensors with fewer bytes stay in the model. Shapes are inferred from some of them, which is impossible with
 * external data (https://github.com/microsoft/onnxruntime/issues/26261), and optimisers read some more than
 * once.
 */
const SMALL = 64 * 1024;

/** Where a tensor's data is. */
export interface TensorBytes extends Range {
  /** The file, relative to the model's file. It comes from the model's author, so it may lead anywhere. */
  path: string;
}

/** An ONNX model without the data of its large tensors. */
export interface OnnxOutline {
  /** A serialised ModelProto. */
  model: Uint8Array<ArrayBuffer>;
  /** Tensors whose data is external. */
  tensors: readonly TensorBytes[];
}

/**
 * Moves the data of large tensors out of an ONNX model by declaring the model's own file as external data. A
 * runtime then reads the tensors one at a time. If the model held them, the runtime would copy the file and
 * then parse it into another copy.
 *
 * @param file A serialised ONNX ModelProto.
 * @param name The name under which the outline refers to that file.
 * @returns The rest of the model. Data that was already external stays where it is.
 * @throws ClipError `invalid-model` if the bytes are not a protocol buffer.
 */
export function outlineOf(file: FileBytes, name: string): OnnxOutline {
  const tensors: TensorBytes[] = [];
  const model = replaced(file, { start: 0, end: file.length }, MODEL_GRAPH, (graph) =>
    replaced(file, graph, GRAPH_INITIALIZER, (tensor) => withoutNumbers(file, name, tensor, tensors)),
  );
  return { model: joined(model), tensors };
}

/**
 * Makes a tensor's data external and adds its location to `tensors`. Small and already external tensors stay
 * as they are.
 */
function withoutNumbers(file: FileBytes, name: string, tensor: Range, tensors: TensorBytes[]): Uint8Array[] {
  let raw: Range | undefined;
  const external = new Map<string, string>();
  for (const { number, content } of fields(file, tensor)) {
    // If a field is repeated, the last one counts.
    if (number === TENSOR_RAW_DATA) raw = content;
    if (number === TENSOR_EXTERNAL_DATA && content) external.set(...entryOf(file, content));
  }
  const path = external.get('location');
  if (path !== undefined) {
    const start = Number(external.get('offset') ?? 0);
    // Without a length, the shape determines it.
    const end = start + Number(external.get('length') ?? Number.POSITIVE_INFINITY);
    tensors.push({ path, start, end });
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

function entryOf(file: FileBytes, entry: Range): [key: string, value: string] {
  let [key, value] = ['', ''];
  for (const { number, content } of fields(file, entry)) {
    const text = content ? new TextDecoder().decode(file.slice(content)) : '';
    if (number === ENTRY_KEY) key = text;
    if (number === ENTRY_VALUE) value = text;
  }
  return [key, value];
}

/** Replaces the contents of all length-delimited fields with this number, or removes the fields. */
function replaced(
  file: FileBytes,
  message: Range,
  wanted: number,
  change: ((content: Range) => Uint8Array[]) | undefined,
): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let { start } = message;
  for (const field of fields(file, message)) {
    if (field.number !== wanted || !field.content) continue;
    parts.push(file.slice({ start, end: field.start }));
    // Pushed one by one: there may be more parts than a call can take arguments.
    for (const part of change ? delimited(wanted, change(field.content)) : []) parts.push(part);
    start = field.end;
  }
  return [...parts, file.slice({ start, end: message.end })];
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
