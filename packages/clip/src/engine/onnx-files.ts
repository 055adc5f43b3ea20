import { ClipError, isClipError, throwIfAborted } from '@web-clip/calls';
import { outlineOf } from '@web-clip/wasm-encoder/onnx';
import {
  besideFile,
  type DownloadOptions,
  ensureFile,
  type FileChunks,
  fileChunks,
  fileName,
  type LocatedModel,
  markUsed,
  type Range,
  removeFiles,
  staysInFolder,
  updateStoredFile,
  type WeightBases,
  type WeightFile,
  weightFile,
} from '@web-clip/weights';

/** An ONNX model in memory. */
export interface OnnxFiles {
  model: Uint8Array<ArrayBuffer>;
  /** The external data files, by the paths that the model refers to them by. */
  externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
  /** Changes with any byte of the files. */
  fingerprint: string;
  /** Frees all memory. */
  giveBack: () => void;
}

/**
 * Makes a session from a model's files. First tries the model's outline, which lets the files' memory be
 * freed while onnxruntime copies tensors into its own. If that fails, uses the files as they are: onnxruntime
 * reads some tensors twice, or needs some where external data is not allowed.
 *
 * @param read Reads the files; `whole` is passed to {@link readOnnx}.
 * @param make Makes the session. If it throws ClipError `engine-failed`, the cause is onnxruntime's error.
 * @returns The result of `make`, and the files' fingerprint.
 * @throws Errors of `read` and `make`.
 */
export async function sessionOf<T>(
  read: (whole: boolean) => Promise<OnnxFiles>,
  make: (files: OnnxFiles) => Promise<T>,
): Promise<{ session: T; fingerprint: string }> {
  for (let whole = false; ; whole = true) {
    const files = await read(whole);
    try {
      return { session: await make(files), fingerprint: files.fingerprint };
    } catch (error) {
      if (whole || !isOfExternalData(error)) throw error;
    } finally {
      files.giveBack();
    }
  }
}

const isOfExternalData = (error: unknown): boolean =>
  isClipError(error) && error.cause instanceof Error && /external (data|tensor)/i.test(error.cause.message);

/**
 * Makes sure that an ONNX file and its external data are stored.
 *
 * @param model The model it belongs to.
 * @param bases Base URLs for the model's location.
 * @param path The path of the ONNX file.
 * @throws ClipError as {@link fileChunks}, and `invalid-model` if it is not an ONNX file or if it refers to a file
 *   outside the model's folder.
 */
export async function ensureOnnx(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  options: DownloadOptions,
): Promise<void> {
  const { own } = await ensured(model, bases, path, options);
  own?.giveBack();
}

/**
 * As {@link ensureOnnx}.
 *
 * @returns The ONNX file, and its external data files with the names that it refers to them by. Also the ONNX file's
 *   bytes, if it had to be read to find them.
 */
async function ensured(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  options: DownloadOptions,
): Promise<{ file: WeightFile; own?: FileChunks; externalData: { name: string; file: WeightFile }[] }> {
  const file = weightFile(model, bases, path);
  const { externalData: known } = await ensureFile(file, options);
  const own = known ? undefined : await fileChunks(file, options);
  try {
    const names = known ?? (await findExternalData(file, own as FileChunks));
    const externalData = names.map((name) => ({
      name,
      file: weightFile(model, bases, besideFile(path, name)),
    }));
    for (const each of externalData) await ensureFile(each.file, options);
    return { file, ...(own && { own }), externalData };
  } catch (error) {
    own?.giveBack();
    throw error;
  }
}

/** Finds and records the external data files that an ONNX file refers to. */
async function findExternalData({ url, path }: WeightFile, chunks: FileChunks): Promise<string[]> {
  try {
    const own = fileName(path);
    const names = outlineOf(chunks, own).tensors.map((tensor) => tensor.path);
    const externalData = [...new Set(names)].filter((name) => name !== own);
    const outside = externalData.find((name) => !staysInFolder(name));
    if (outside !== undefined) {
      throw new ClipError(
        'invalid-model',
        `The model keeps its weights in “${outside}”, outside its own folder. Choose another model.`,
      );
    }
    await updateStoredFile(url, { externalData });
    return externalData;
  } catch (error) {
    if (isClipError(error) && error.code === 'invalid-model') await removeFiles([url]);
    throw error;
  }
}

/**
 * Fetches an ONNX file and its external data.
 *
 * @param model The model it belongs to.
 * @param bases Base URLs for the model's location.
 * @param path The path of the ONNX file.
 * @param whole Whether the data can be read any number of times. If not, onnxruntime can read each tensor
 *   once.
 * @throws ClipError as {@link ensureOnnx} and {@link fileChunks}.
 */
export async function readOnnx(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  whole: boolean,
  options: DownloadOptions,
): Promise<OnnxFiles> {
  throwIfAborted(options.signal);
  const { file, externalData, ...read } = await ensured(model, bases, path, options);
  const name = fileName(path);
  const own = read.own ?? (await fileChunks(file, options));
  const files = [{ path: name, file, chunks: own }];
  for (const each of externalData) {
    files.push({ path: each.name, file: each.file, chunks: await fileChunks(each.file, options) });
  }
  const stored = await Promise.all(files.map((each) => markUsed(each.file)));
  const outline = whole ? undefined : outlineOf(own, name);
  return {
    model: outline?.model ?? own.slice({ start: 0, end: own.length }),
    externalData: files.map(({ path, chunks }) => ({
      path,
      data: asExternalData(
        chunks.length,
        outline
          ? chunks.drain(outline.tensors.filter((tensor) => tensor.path === path))
          : (range) => chunks.slice(range),
      ),
    })),
    fingerprint: stored.map((each) => each?.sha256).join(' '),
    giveBack: () => {
      outline?.model.buffer.transfer?.(0);
      for (const { chunks } of files) chunks.giveBack();
    },
  };
}

/**
 * Presents a file to onnxruntime as external data. onnxruntime asks for its length and for the bytes of each
 * tensor:
 * https://github.com/microsoft/onnxruntime/blob/8d85527a0/onnxruntime/core/framework/tensorprotoutils.cc
 */
function asExternalData(
  length: number,
  read: (range: Range) => Uint8Array | undefined,
): Uint8Array<ArrayBuffer> {
  return Object.defineProperties(new Uint8Array(), {
    byteLength: { value: length },
    subarray: { value: (start: number, end: number) => read({ start, end }) },
  });
}
