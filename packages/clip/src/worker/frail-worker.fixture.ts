import { expose } from 'comlink';
import { isHeldUp, whenMemoryAllows } from '../image/memory.ts';
import type { Pingable } from './link.ts';

/** A worker for tests, which fails when it is told to. */
export class FrailService implements Pingable {
  ping(): boolean {
    return isHeldUp();
  }

  /** Answers after a while. */
  async echo<T>(value: T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return value;
  }

  /** Answers as soon as there is memory for a picture that takes more than a thread may. */
  enlarge<T>(value: T): Promise<T> {
    return whenMemoryAllows(Number.POSITIVE_INFINITY, async () => value);
  }

  /** Fails, with all that is under way. */
  die(): Promise<never> {
    setTimeout(() => {
      throw new Error('out of memory');
    });
    return new Promise(() => undefined);
  }

  /** Never ends, and says when it has begun; its thread is busy until it is ended. */
  hang(port: MessagePort): never {
    port.postMessage('hanging');
    for (;;);
  }
}

expose(new FrailService());
