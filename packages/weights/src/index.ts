/**
 * Files of models in this browser: downloads that resume, from several hosts, verified and kept. It knows nothing of
 * CLIP.
 *
 * @packageDocumentation
 */
export { checksumOf, hexOf } from './checksum.ts';
export type { DownloadListener, DownloadProgress } from './download.ts';
export type { FileChunks, Range } from './file-chunks.ts';
export { removeFiles } from './file-lock.ts';
export { FileWriter } from './file-writer.ts';
export {
  besideFile,
  fileName,
  HUGGING_FACE,
  type LocatedModel,
  type ModelSource,
  staysInFolder,
  type WeightBases,
  type WeightFile,
  weightFile,
} from './locate.ts';
export { inStorage } from './storage-errors.ts';
export { type StoredFile, storedFile, updateStoredFile } from './store.ts';
export {
  deleteModel,
  forgetOtherRevisions,
  keepRevision,
  type StoredModel,
  storedModels,
} from './stored-models.ts';
export {
  type DownloadOptions,
  ensureFile,
  fileChunks,
  fileExists,
  fileJson,
  markUsed,
  optionalJson,
} from './weights.ts';
