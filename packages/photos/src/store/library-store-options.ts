/** Options of `LibraryStore.open`. */
export interface LibraryStoreOptions {
  /** Name of the library. */
  name: string;
  /** Space of the embeddings to load. */
  space: string;
  /** Number format of embeddings that will be added. */
  dtype: string;
  /** Values per embedding. */
  dimension: number;
  /** Searches large matrices. The caller keeps ownership. */
  gpu?: GPUDevice | undefined;
}
