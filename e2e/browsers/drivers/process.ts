import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Time limit for a start, in milliseconds. Firefox first writes a profile, which can take a minute on a busy machine.
 */
const START_LIMIT = 120_000;

/**
 * Polls until a started process is ready.
 *
 * @param name Name of the process, for errors.
 * @param look Returns the result, or undefined while the process is not ready.
 * @throws Error if the process exits first, or after {@link START_LIMIT}.
 */
export async function whenReady<T>(
  process: ChildProcess,
  name: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + START_LIMIT; Date.now() < end; await sleep(100)) {
    const found = await look();
    if (found !== undefined) return found;
    if (hasExited(process)) throw new Error(`${name} exited before it was ready.`);
  }
  throw new Error(`${name} was not ready after ${START_LIMIT / 1000} s.`);
}

/** Terminates a process and waits for it to exit. */
export async function endProcess(process: ChildProcess): Promise<void> {
  if (hasExited(process)) return;
  const exit = once(process, 'exit');
  process.kill();
  await exit;
}

const hasExited = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;
