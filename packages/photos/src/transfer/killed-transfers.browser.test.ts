import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Contents,
  contentsOf,
  FILES,
  type Folders,
  NONE,
  newFolders,
  SIDECAR,
  serviceOf,
  withoutList,
  write,
} from './transfers.fixture.ts';

let folders: Folders;

afterEach(() => {
  vi.restoreAllMocks();
});

/**
 * Lets a number of operations of the file system and the database through, and no more, as if the browser were killed
 * then. Nothing that is called afterwards has an effect, clean-up included.
 */
function killAfter(operations: number): { readonly killed: boolean } {
  const life = { left: operations, killed: false };
  const limit = (prototype: object, names: readonly string[]): void => {
    for (const name of names) {
      const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
      vi.spyOn(prototype as Record<string, () => unknown>, name).mockImplementation(function (
        this: unknown,
        ...args: unknown[]
      ) {
        life.killed ||= life.left-- <= 0;
        if (!life.killed) return original.apply(this, args);
        const killed = new DOMException('killed', 'InvalidStateError');
        // A killed browser holds no locks.
        if (name !== 'close') throw killed;
        return (this as FileSystemWritableFileStream).abort().then(() => Promise.reject(killed));
      } as () => unknown);
    }
  };
  limit(FileSystemDirectoryHandle.prototype, ['getFileHandle', 'removeEntry']);
  limit(FileSystemFileHandle.prototype, ['createWritable']);
  limit(FileSystemWritableFileStream.prototype, ['write', 'close']);
  limit(IDBObjectStore.prototype, ['put', 'add']);
  return life;
}

/** A photo with a sidecar. */
const { 'a.jpg': A = '' } = FILES;
const ONE: Contents = { 'a.jpg': A, 'a.jpg.xmp': SIDECAR };

/** Calls work, kills it after 0, 1, 2, … operations, and checks what is left each time, until it ends in peace. */
async function killEverywhere(
  prepare: () => Promise<void>,
  work: () => Promise<unknown>,
  check: (operations: number) => Promise<void>,
): Promise<number> {
  for (let operations = 0; ; operations++) {
    folders = await newFolders();
    await write(folders.source, ONE);
    await write(folders.target, { 'a.jpg': 'another a' });
    await prepare();
    const life = killAfter(operations);
    await work().catch(() => undefined);
    const { killed } = life;
    vi.restoreAllMocks();
    await check(operations);
    if (!killed) return operations;
  }
}

describe('killed at any moment', () => {
  it('a move goes on or is undone', async () => {
    const kills = await killEverywhere(
      async () => undefined,
      () => serviceOf(folders).start('move', [1], folders.target, NONE),
      async (operations) => {
        const [last] = await serviceOf(folders).all();
        // Otherwise it was killed before it was noted.
        if (last) {
          if (operations % 2 === 0) {
            expect(await serviceOf(folders).resume(last.id, NONE)).toMatchObject({ photos: 1, left: [] });
            expect(await contentsOf(folders.source)).toEqual({});
            expect(withoutList(await contentsOf(folders.target))).toEqual({
              'a.jpg': 'another a',
              'a (2).jpg': A,
              'a (2).jpg.xmp': SIDECAR,
            });
          }
          expect(await serviceOf(folders).undo(last.id, NONE)).toMatchObject({ left: [] });
        }
        expect(await contentsOf(folders.source)).toEqual(ONE);
        expect(await contentsOf(folders.target)).toEqual({ 'a.jpg': 'another a' });
      },
    );
    expect(kills).toBeGreaterThan(20);
  });

  it('undoing goes on', async () => {
    let id = 0;
    const kills = await killEverywhere(
      async () => {
        ({ id } = await serviceOf(folders).start('move', [1], folders.target, NONE));
        await write(folders.source, { 'a.jpg': 'a new a' });
      },
      () => serviceOf(folders).undo(id, NONE),
      async () => {
        expect(await serviceOf(folders).undo(id, NONE)).toMatchObject({ left: [] });
        expect(await contentsOf(folders.source)).toEqual({
          'a.jpg': 'a new a',
          'a (2).jpg': A,
          'a.jpg.xmp': SIDECAR,
        });
        expect(await contentsOf(folders.target)).toEqual({ 'a.jpg': 'another a' });
      },
    );
    expect(kills).toBeGreaterThan(15);
  });
});
