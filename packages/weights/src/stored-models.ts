import { holdLockUntilExit, requireBrowser } from '@web-clip/calls';
import { removeFiles } from './file-lock.ts';
import { type LocatedModel, revisionOf } from './locate.ts';
import { fileShares } from './store.ts';

/** A model that has files in this browser's storage. */
export interface StoredModel {
  /** As passed to `createClip`. */
  id: string;
  /** Stored bytes, for all dtypes and revisions, including interrupted downloads. */
  bytes: number;
  /** The day on which it was last loaded, in milliseconds since the epoch. */
  usedAt: number;
}

/**
 * @returns The stored models, most recently used first.
 * @throws ClipError `storage-failed`, or `engine-failed` outside a browser.
 */
export async function storedModels(): Promise<StoredModel[]> {
  requireBrowser('storedModels()');
  const models = new Map<string, StoredModel>();
  for (const { model, size, usedAt } of (await fileShares()).values()) {
    const { bytes, usedAt: before } = models.get(model) ?? { bytes: 0, usedAt: 0 };
    models.set(model, { id: model, bytes: bytes + size, usedAt: Math.max(before, usedAt) });
  }
  return [...models.values()].sort((a, b) => b.usedAt - a.usedAt);
}

/**
 * Deletes a model's files from this browser's storage. Embeddings made with it are kept. A model in use keeps
 * working, and is downloaded again when it is next started. A file that is being downloaded is kept.
 *
 * @param id As in {@link StoredModel}.
 * @throws ClipError `storage-failed`, or `engine-failed` outside a browser.
 */
export async function deleteModel(id: string): Promise<void> {
  requireBrowser('deleteModel()');
  const files = [...(await fileShares())].filter(([, { model }]) => model === id);
  await removeFiles(files.map(([url]) => url));
}

/**
 * Keeps a model's revision in storage while this worker lives. The worker may still have to load an encoder,
 * and by then the host may only have the next revision.
 *
 * @param model The model.
 */
export async function keepRevision({ id, source }: LocatedModel): Promise<void> {
  // Without locks the model still works.
  await holdLockUntilExit(lockOf(id, revisionOf(source)), 'shared').catch(() => undefined);
}

/**
 * Deletes the remains of other, unused revisions of a model, once this revision is completely stored. Until
 * then the old one keeps working.
 *
 * @param model The model, with the revision to keep.
 * @throws ClipError `storage-failed`.
 */
export async function forgetOtherRevisions({ id, source }: LocatedModel): Promise<void> {
  const others = [...(await fileShares())].filter(
    ([, { model, revision }]) => model === id && revision !== revisionOf(source),
  );
  for (const [url, { revision }] of others) {
    await navigator.locks.request(lockOf(id, revision), { ifAvailable: true }, async (lock) => {
      if (lock) await removeFiles([url]);
    });
  }
}

const lockOf = (id: string, revision: string): string => `web-clip-model ${id} ${revision}`;
