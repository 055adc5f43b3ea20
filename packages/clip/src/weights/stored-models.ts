import { holdForLife } from '../worker-lock.ts';
import { removeFiles } from './file-lock.ts';
import { type LocatedModel, revisionOf } from './locate.ts';
import { fileShares } from './store.ts';

/** A model of which files are in this browser's storage. */
export interface StoredModel {
  /** As `createClip` takes it. */
  id: string;
  /** In storage, all dtypes and revisions together, and what interrupted downloads have left. */
  bytes: number;
  /** Milliseconds since the epoch: the day when it was last loaded. */
  usedAt: number;
}

/**
 * @returns The models that are stored, the one that was used last first.
 * @throws ClipError `storage-failed`.
 */
export async function storedModels(): Promise<StoredModel[]> {
  const models = new Map<string, StoredModel>();
  for (const { model, size, usedAt } of (await fileShares()).values()) {
    const { bytes, usedAt: before } = models.get(model) ?? { bytes: 0, usedAt: 0 };
    models.set(model, { id: model, bytes: bytes + size, usedAt: Math.max(before, usedAt) });
  }
  return [...models.values()].sort((a, b) => b.usedAt - a.usedAt);
}

/**
 * Deletes a model's files from this browser's storage; what was indexed with it stays. One that is in use goes
 * on, and is downloaded again when it is next started. A file that is being downloaded stays.
 *
 * @param id Of {@link StoredModel}.
 * @throws ClipError `storage-failed`.
 */
export async function deleteModel(id: string): Promise<void> {
  const files = [...(await fileShares())].filter(([, { model }]) => model === id);
  await removeFiles(files.map(([url]) => url));
}

/**
 * Keeps a model's revision in storage while this worker lives: it may have an encoder yet to load, and the host may
 * have the next revision alone.
 *
 * @param model The model.
 */
export async function keepRevision({ id, source }: LocatedModel): Promise<void> {
  // Without locks the model still works.
  await holdForLife(lockOf(id, revisionOf(source)), 'shared').catch(() => undefined);
}

/**
 * Deletes what is left of other revisions of a model that nobody uses, once all of this one is stored: until then
 * the old one works.
 *
 * @param model The model, with the revision that stays.
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
