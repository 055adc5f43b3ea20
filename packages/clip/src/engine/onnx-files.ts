import type { LocatedModel, WeightBases } from '../weights/locate.ts';
import { giveBack } from '../weights/store.ts';
import { type DownloadOptions, ensureModel, fileBytes, markUsed } from '../weights/weights.ts';

/** An ONNX model in memory. */
export interface OnnxFiles {
  model: Uint8Array<ArrayBuffer>;
  /** The files that it names beside itself, by the paths that it gives them. */
  externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
  /** Differs when any byte of the files does. */
  fingerprint: string;
}

/**
 * Fetches an ONNX file, and the external data that it names.
 *
 * @param model Whose file it is.
 * @param bases What its place is relative to.
 * @param path The ONNX file's.
 * @throws ClipError, those of {@link ensureModel} and {@link fileBytes}.
 */
export async function readOnnx(
  model: LocatedModel,
  bases: WeightBases,
  path: string,
  options: DownloadOptions,
): Promise<OnnxFiles> {
  const { file, externalData } = await ensureModel(model, bases, path, options);
  const data = [];
  for (const each of externalData) {
    data.push({ path: each.name, data: await fileBytes(each.file, options) });
  }
  const bytes = await fileBytes(file, options);
  const stored = await Promise.all([file, ...externalData.map((each) => each.file)].map(markUsed));
  return {
    model: bytes,
    externalData: data,
    fingerprint: stored.map((each) => each?.sha256).join(' '),
  };
}

/** Gives a model's memory back, once there is a session of it. */
export function giveBackOnnx({ model, externalData }: OnnxFiles): void {
  for (const { buffer } of [model, ...externalData.map(({ data }) => data)]) giveBack(buffer);
}
