import {
  CALL_RULES,
  type CallControls,
  checkOptions,
  described,
  invalid,
  withControls,
} from '@web-clip/clip/internal';
import type { ListedMarksOf, ListFormat } from './photo-list.ts';
import type {
  MarkedPhoto,
  SidecarSummary,
  Transfer,
  TransferKind,
  TransferOptions,
  TransferProgress,
  TransferSummary,
  Transfers,
} from './transfer.ts';

/** The worker's side, as the page calls it. */
interface RemoteTransfers {
  transfer(
    kind: TransferKind,
    photos: readonly number[],
    folder: FileSystemDirectoryHandle,
    controls: CallControls<TransferProgress>,
  ): Promise<TransferSummary>;
  transfers(): Promise<Transfer[]>;
  resumeTransfer(id: number, controls: CallControls<TransferProgress>): Promise<TransferSummary>;
  undoTransfer(id: number, controls: CallControls<TransferProgress>): Promise<TransferSummary>;
  changeSidecars(
    photos: readonly MarkedPhoto[],
    controls: CallControls<TransferProgress>,
  ): Promise<SidecarSummary>;
  filesOf(photo: number): Promise<File[]>;
  list(photos: readonly ListedMarksOf[], format: ListFormat, language: string): Promise<Blob>;
}

/**
 * @param service The worker's side.
 * @param language The language of the names of places, unless the caller wants another.
 * @returns The page's side of transfers.
 */
export function transfersOf(service: RemoteTransfers, language: () => string): Transfers {
  const start =
    (kind: TransferKind): Transfers['copy'] =>
    async (photos, folder, options) => {
      check(`${kind}()`, options);
      if (!Array.isArray(photos) || !photos.every(Number.isInteger)) {
        throw invalid(`${kind}() needs the ids of photos in an array, but got ${described(photos)}.`);
      }
      if (folder?.kind !== 'directory') {
        throw invalid(`${kind}() needs the handle of a folder, but got ${described(folder)}.`);
      }
      return withControls(options, (controls) => service.transfer(kind, photos, folder, controls));
    };
  return {
    copy: start('copy'),
    move: start('move'),
    all: () => service.transfers(),
    async resume(id, options) {
      check('resume()', options);
      return withControls(options, (controls) => service.resumeTransfer(id, controls));
    },
    async undo(id, options) {
      check('undo()', options);
      return withControls(options, (controls) => service.undoTransfer(id, controls));
    },
    async zip(photos, sink, options = {}) {
      check('zip()', options);
      const { zipPhotos } = await import('./zip-photos.ts');
      return zipPhotos(photos, (photo) => service.filesOf(photo), sink, options);
    },
    async writeSidecars(photos, options) {
      check('writeSidecars()', options);
      const all = photos.map(({ photo, marks = {} }) => ({ photo, marks }));
      return withControls(options, (controls) => service.changeSidecars(all, controls));
    },
    async clearSidecars(photos, options) {
      check('clearSidecars()', options);
      const all = photos.map((photo) => ({ photo }));
      return withControls(options, (controls) => service.changeSidecars(all, controls));
    },
    async list(photos, format, names = language()) {
      if (format !== 'csv' && format !== 'json') {
        throw invalid(`list() writes 'csv' or 'json', but was asked for ${described(format)}.`);
      }
      return service.list(photos, format, names);
    },
  };
}

const check = (call: string, options: TransferOptions | undefined): void =>
  checkOptions(call, options, CALL_RULES);
