import { throwIfAborted } from './errors.ts';

/** Whether the user waits for a job. */
export type Priority = 'interactive' | 'background';

interface Job {
  priority: Priority;
  run: () => Promise<void>;
}

/**
 * Runs one job at a time, because onnxruntime-web runs one session at a time. Interactive jobs go first: they
 * wait at most for the running job.
 */
export class PriorityQueue {
  #waiting: Job[] = [];
  #busy = false;

  /**
   * @param priority Whether the user waits for the job.
   * @param job The job.
   * @param signal Cancels the job if it has not started.
   * @returns The result of the job.
   * @throws The error of the job, or the signal's reason.
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
      // Lets a query that has arrived as a message join the queue before the next job is chosen.
      await messagesHandled();
      const urgent = this.#waiting.findIndex(({ priority }) => priority === 'interactive');
      const [job] = this.#waiting.splice(Math.max(0, urgent), 1);
      await job?.run();
    }
    this.#busy = false;
  }
}

/** Waits until all events queued so far have been handled. Unlike setTimeout, it is not throttled. */
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
