import { giveBack } from '../weights/store.ts';
import { type DownloadOptions, ensureModel, fileBytes } from '../weights/weights.ts';

/** An ONNX model in memory. */
export interface OnnxFiles {
  model: Uint8Array<ArrayBuffer>;
  /** The files that it names beside itself, by the paths that it gives them. */
  externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
}

/**
 * Fetches an ONNX file, and the external data that it names.
 *
 * @param url The ONNX file.
 * @throws ClipError, those of {@link ensureModel} and {@link fileBytes}.
 */
export async function readOnnx(url: string, options: DownloadOptions): Promise<OnnxFiles> {
  const externalData = [];
  for (const path of await ensureModel(url, options)) {
    externalData.push({ path, data: await fileBytes(new URL(path, url).href, options) });
  }
  return { model: await fileBytes(url, options), externalData };
}

/** Gives a model's memory back, once there is a session of it. */
export function giveBackOnnx({ model, externalData }: OnnxFiles): void {
  for (const { buffer } of [model, ...externalData.map(({ data }) => data)]) giveBack(buffer);
}

/**
 * @param files A model.
 * @returns A SHA-256, in hexadecimal, that differs when any byte of it does.
 */
export async function fingerprint({ model, externalData }: OnnxFiles): Promise<string> {
  const digests: Uint8Array[] = [];
  for (const data of [model, ...externalData.map((file) => file.data)]) {
    digests.push(new Uint8Array(await crypto.subtle.digest('SHA-256', data)));
  }
  const all = new Uint8Array(digests.flatMap((digest) => [...digest]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
