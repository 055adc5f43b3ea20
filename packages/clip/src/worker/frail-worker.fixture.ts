import { isHeldUp, whenMemoryAllows } from '@web-clip/images';
import { expose } from 'comlink';
import type { Pingable } from './worker-connection.ts';

/** A worker for tests that fails on request. */
export class FrailService implements Pingable {
  ping(): boolean {
    return isHeldUp();
  }

  /** Answers after a while. */
  async echo<T>(value: T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return value;
  }

  /** Answers as soon as there is memory for an image too large for a thread's share. */
  enlarge<T>(value: T): Promise<T> {
    return whenMemoryAllows(Number.POSITIVE_INFINITY, async () => value);
  }

  /** Fails, along with all pending calls. */
  die(): Promise<never> {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise(() => undefined);
  }

  /** Never returns. Reports when it has started, and keeps its thread busy until the worker is ended. */
  hang(port: MessagePort): never {
    port.postMessage('hanging');
    for (;;);
  }
}

expose(new FrailService());
