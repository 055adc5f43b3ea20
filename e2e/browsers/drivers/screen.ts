import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endProcess } from './process.ts';

/** A virtual screen, for browsers that need one. */
export interface Screen {
  /** Value of the environment variable `DISPLAY`. */
  readonly display: string;
  close(): Promise<void>;
}

/**
 * Starts Xvfb on a free display.
 *
 * @throws Error if it exits at once.
 */
export async function openScreen(): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`Xvfb exited with ${code} before it opened a display.`);
  });
  // Xvfb writes its display number once it accepts connections.
  const [number] = await Promise.race([once(server.stdio[3] as Readable, 'data'), ended]);
  ended.catch(() => undefined);
  return { display: `:${String(number).trim()}`, close: () => endProcess(server) };
}
