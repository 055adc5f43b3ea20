/**
 * Holds a lock as long as this worker lives, so that others notice when it ends
 * (https://w3c.github.io/web-locks/#agent-integration).
 *
 * @param name The lock's name.
 * @param mode Whether others may hold it too.
 * @returns Once it is held.
 * @throws The browser's error if it has no locks, as in pages without storage.
 */
export function holdLockUntilExit(name: string, mode: LockMode): Promise<void> {
  return new Promise((held, failed) => {
    const hold = (): Promise<never> => {
      held();
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, { mode }, hold).catch(failed);
  });
}
