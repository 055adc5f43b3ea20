import type { Matrix } from '@web-clip/vectors';
import type { Folder } from '../photo.ts';
import type { Snapshot } from './library-database.ts';
import { LoadedEmbeddings } from './loaded-embeddings.ts';
import { goneRows, PhotosByRow } from './photos-by-row.ts';
import type { PhotoRecord } from './records.ts';

/** What changes in memory once a commit is stored. */
export interface StateChange {
  /** New or changed photos. */
  photos: readonly PhotoRecord[];
  /** Ids of removed photos. */
  removed: readonly number[];
}

/** A library in memory. It only ever contains committed data. */
export class LibraryState {
  /** Folders by id. */
  folders = new Map<number, Folder>();
  /** Photos by id. */
  photos = new Map<number, PhotoRecord>();
  /** The same photos, by the ids of their rows. */
  rows = new PhotosByRow(this.photos);
  embeddings: LoadedEmbeddings;
  /** Number of commits so far, by all tabs. */
  commits = 0;
  /** An id that no photo or folder has ever had. */
  nextId = 1;
  readonly #dimension: number;
  readonly #gpu: GPUDevice | undefined;

  /**
   * @param dimension Values per embedding.
   * @param gpu Searches large matrices. The caller keeps ownership.
   */
  constructor(dimension: number, gpu: GPUDevice | undefined) {
    this.#dimension = dimension;
    this.#gpu = gpu;
    this.embeddings = new LoadedEmbeddings(dimension, gpu);
  }

  /** The embeddings of photos that a search can find. */
  get matrix(): Matrix {
    return this.embeddings.matrix;
  }

  /** Replaces everything by what the database contains. */
  reset({ folders, photos, segmentKeys, segments, commits, nextId }: Snapshot): void {
    this.photos = new Map(photos.map((photo) => [photo.id, photo]));
    this.rows = new PhotosByRow(this.photos);
    this.setFolders(folders);
    this.commits = commits;
    this.nextId = Math.max(this.nextId, nextId);
    const embeddings = new LoadedEmbeddings(this.#dimension, this.#gpu);
    embeddings.fill(segmentKeys, segments, this.rows);
    this.matrix.release();
    this.embeddings = embeddings;
  }

  /** Replaces all folders. */
  setFolders(folders: readonly Folder[]): void {
    this.folders = new Map(folders.map((folder) => [folder.id, folder]));
  }

  /** Changes photos, and forgets the embeddings of those whose content changed. */
  change({ photos, removed }: StateChange): void {
    const gone = goneRows(this.photos, photos, removed);
    for (const photo of photos) {
      // The row of the old content no longer belongs to the photo.
      if (this.photos.get(photo.id)?.version !== photo.version) this.matrix.delete([photo.id]);
      this.photos.set(photo.id, photo);
    }
    for (const id of removed) this.photos.delete(id);
    this.rows.change(photos, gone);
    this.matrix.delete(gone);
  }
}
