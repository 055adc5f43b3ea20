import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, WORKSPACE } from '../workspace.ts';

/** The image encoder's file. */
export const VISION = 'onnx/vision_model_quantized.onnx';

/** @returns A new folder with the bundled model, enlarged so that its image encoder has three chunks. */
export function largeModel(): string {
  const folder = newFolder();
  cpSync(join(WORKSPACE, 'public/models/pocket'), folder, { recursive: true });
  const bytes = 20_000_000;
  // ModelProto.doc_string, field 6, which nothing reads: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
  const field = [
    6 * 8 + 2,
    (bytes & 127) | 128,
    ((bytes >> 7) & 127) | 128,
    ((bytes >> 14) & 127) | 128,
    bytes >> 21,
  ];
  const text = Buffer.alloc(bytes, 'web-clip ');
  const file = join(folder, VISION);
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(field), text]));
  return folder;
}
