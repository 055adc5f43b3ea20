import { isClipError, throwIfAborted } from '../errors.ts';
import type { Range } from '../weights/file-chunks.ts';
import { fileName, type LocatedModel, type WeightBases } from '../weights/locate.ts';
import { outlineOf } from '../weights/onnx-outline.ts';
import { type DownloadOptions, ensureModel, fileChunks, markUsed } from '../weights/weights.ts';

/** An ONNX model in memory. */
export interface OnnxFiles {
  model: Uint8Array<ArrayBuffer>;
  /** The files that it names, by the paths that it gives them. */
  externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
  /** Differs when any byte of the files does. */
  fingerprint: string;
  /** Gives all memory back. */
  giveBack: () => void;
}

/**
 * Makes a session of a model's files: first of the model's outline, since then the files' memory is given back while
 * onnxruntime copies tensors into its own, and else of the files as they are. That is for models of which it reads a
 * tensor twice, or wants one where external data cannot be.
 *
 * @param read Reads the files; `whole` is for {@link readOnnx}.
 * @param make Makes the session; where it throws ClipError `engine-failed`, its cause is onnxruntime's error.
 * @returns What `make` returned, and the files' fingerprint.
 * @throws What `read` and `make` throw.
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
 * Fetches an ONNX file, and the external data that it names.
 *
 * @param model Whose file it is.
 * @param bases What its place is relative to.
 * @param path The ONNX file's.
 * @param whole Whether all can be read any number of times. Else onnxruntime can have each tensor once.
 * @throws ClipError, those of {@link ensureModel} and {@link fileChunks}.
 */
export async function readOnnx(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  whole: boolean,
  options: DownloadOptions,
): Promise<OnnxFiles> {
  throwIfAborted(options.signal);
  const { file, externalData } = await ensureModel(model, bases, path, options);
  const name = fileName(path);
  const own = await fileChunks(file, options);
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
 * A file as onnxruntime takes external data, of which it asks for the length, and for the bytes of each tensor:
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
