import { expose } from 'comlink';
import type { Pingable } from './link.ts';

/** A worker for tests, which fails when it is told to. */
export class FrailService implements Pingable {
  ping(): void {}

  /** Answers after a while. */
  async echo<T>(value: T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return value;
  }

  /** Fails, with all that is under way. */
  die(): Promise<never> {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise(() => undefined);
  }

  /** Never ends, and says on a channel when it has begun; its thread is busy until it is ended. */
  hang(channel: string): never {
    new BroadcastChannel(channel).postMessage('hanging');
    for (;;);
  }
}

expose(new FrailService());
