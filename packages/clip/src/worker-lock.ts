/**
 * Holds a lock for as long as this worker lives: others notice its end by it
 * (https://w3c.github.io/web-locks/#agent-integration).
 *
 * @param name The lock's.
 * @param mode Whether others may hold it as well.
 * @returns Once it is held.
 * @throws What the browser throws where it has no locks: pages without storage have none.
 */
export function holdForLife(name: string, mode: LockMode): Promise<void> {
  return new Promise((held, failed) => {
    const hold = (): Promise<never> => {
      held();
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, { mode }, hold).catch(failed);
  });
}
