/** The parts of zip.js that are needed, without its workers, which it starts from blobs. */
import { configure } from '@zip.js/zip.js/lib/zip-core-native.js';

configure({ useWebWorkers: false });

export {
  BlobReader,
  BlobWriter,
  type FileEntry,
  TextReader,
  TextWriter,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
