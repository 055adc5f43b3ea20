import type { Range } from '../weights/file-chunks.ts';
import type { LocatedModel, WeightBases } from '../weights/locate.ts';
import { outlineOf } from '../weights/onnx-outline.ts';
import { type DownloadOptions, ensureModel, fileChunks, markUsed } from '../weights/weights.ts';

/** An ONNX model in memory. */
export interface OnnxFiles {
  /** All but the numbers of its large tensors. */
  model: Uint8Array<ArrayBuffer>;
  /** Those, by the paths that the model gives the files. */
  externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
  /** Differs when any byte of the files does. */
  fingerprint: string;
  /** Whether bytes were asked for that had been given back already. */
  hasLacked: () => boolean;
  /** Gives all memory back. */
  giveBack: () => void;
}

/**
 * Makes a session of a model's files. While onnxruntime copies tensors into its own memory, that of the files
 * is given back: it reads each tensor once. Of a model of which it reads one again the files are kept meanwhile.
 *
 * @param read Reads the files; `keep` is for {@link readOnnx}.
 * @param make Makes the session.
 * @returns What `make` returned, and the files' fingerprint.
 * @throws What `read` and `make` throw.
 */
export async function sessionOf<T>(
  read: (keep: boolean) => Promise<OnnxFiles>,
  make: (files: OnnxFiles) => Promise<T>,
): Promise<{ session: T; fingerprint: string }> {
  for (let keep = false; ; keep = true) {
    const files = await read(keep);
    try {
      return { session: await make(files), fingerprint: files.fingerprint };
    } catch (error) {
      if (!files.hasLacked()) throw error;
    } finally {
      files.giveBack();
    }
  }
}

/**
 * Fetches an ONNX file, and the external data that it names.
 *
 * @param model Whose file it is.
 * @param bases What its place is relative to.
 * @param path The ONNX file's.
 * @param keep Whether a tensor's bytes are kept when they have been read.
 * @throws ClipError, those of {@link ensureModel} and {@link fileChunks}.
 */
export async function readOnnx(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  keep: boolean,
  options: DownloadOptions,
): Promise<OnnxFiles> {
  const { file, externalData } = await ensureModel(model, bases, path, options);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const own = await fileChunks(file, options);
  const files = [{ path: name, file, chunks: own }];
  for (const each of externalData) {
    files.push({ path: each.name, file: each.file, chunks: await fileChunks(each.file, options) });
  }
  const stored = await Promise.all(files.map((each) => markUsed(each.file)));
  const { model: outline, tensors } = outlineOf(own, name);
  let lacked = false;
  return {
    model: outline,
    externalData: files.map(({ path, chunks }) => {
      const drain = chunks.drain(tensors.filter((tensor) => tensor.path === path));
      return {
        path,
        data: asExternalData(chunks.length, (range) => {
          const bytes = keep ? chunks.slice(range) : drain(range);
          lacked ||= bytes === undefined;
          return bytes;
        }),
      };
    }),
    fingerprint: stored.map((each) => each?.sha256).join(' '),
    hasLacked: () => lacked,
    giveBack: () => {
      for (const { chunks } of files) chunks.giveBack();
    },
  };
}

/**
 * A file as onnxruntime takes external data, of which it asks for the length, and for the bytes of each tensor:
 * https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/framework/external_data_loader.cc
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
