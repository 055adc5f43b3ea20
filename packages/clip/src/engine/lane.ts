import { throwIfAborted } from '../errors.ts';

/** A person waits for the one, nobody for the other. */
export type Priority = 'interactive' | 'background';

interface Job {
  priority: Priority;
  run: () => Promise<void>;
}

/**
 * Runs one job at a time, since onnxruntime-web runs one session at a time. Interactive jobs go
 * first: one waits for the job that is running, at most.
 */
export class Lane {
  #waiting: Job[] = [];
  #busy = false;

  /**
   * @param priority Who waits for the job.
   * @param job What to do once it is its turn.
   * @param signal Takes the job back as long as it has not begun.
   * @returns What the job returns.
   * @throws What the job throws, or ClipError `aborted`.
   */
  run<T>(priority: Priority, job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async (): Promise<void> => {
        try {
          throwIfAborted(signal);
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ priority, run });
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0) {
      // A query that has arrived as a message gets in before the next job is chosen.
      await messagesHandled();
      const urgent = this.#waiting.findIndex(({ priority }) => priority === 'interactive');
      const [job] = this.#waiting.splice(Math.max(0, urgent), 1);
      await job?.run();
    }
    this.#busy = false;
  }
}

/** Waits until the events that are queued now have been handled; unlike setTimeout it is not throttled. */
export function messagesHandled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
