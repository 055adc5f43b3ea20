import { type Remote, releaseProxy, wrap } from 'comlink';
import { ClipError } from '../errors.ts';
import { registerTransferHandlers } from './rpc.ts';

/** How long workers with nothing to do are kept, in milliseconds: only ending them gives their memory back. */
const IDLE = 10_000;

/** Workers at least, as some wait for a decoder, and at most: more are no faster on 16 cores. */
const [LEAST, MOST] = [2, 12];

/** One of the pool's workers. */
interface Member<Service> {
  worker: Worker;
  service: Remote<Service>;
  /** Ends the calls under way if the worker fails. */
  failed: Promise<never>;
  calls: number;
}

/**
 * Workers of one kind that share calls. They are started when there is work for them, leave a core or
 * two to the encoder, and are ended when they have had nothing to do for a while.
 */
export class WorkerPool<Service> {
  readonly #members = new Set<Member<Service>>();
  readonly #size = Math.min(MOST, Math.max(LEAST, navigator.hardwareConcurrency - 2));
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** @param start Starts a worker that exposes the service by comlink. */
  constructor(private readonly start: () => Worker) {
    registerTransferHandlers();
  }

  /**
   * Makes a call in the worker that has the fewest. It is sent at once, so that workers go on while
   * this thread computes.
   *
   * @throws ClipError `engine-failed` if the worker fails, and what the call throws.
   */
  async run<T>(call: (service: Remote<Service>) => Promise<T>): Promise<T> {
    const member = this.#next();
    clearTimeout(this.#idle);
    member.calls++;
    try {
      return await Promise.race([call(member.service), member.failed]);
    } finally {
      member.calls--;
      if ([...this.#members].every(({ calls }) => calls === 0)) {
        this.#idle = setTimeout(() => this.close(), IDLE);
      }
    }
  }

  /** Ends the workers; the next call starts others. */
  close(): void {
    for (const member of this.#members) this.#end(member);
  }

  #next(): Member<Service> {
    const [least] = [...this.#members].sort((a, b) => a.calls - b.calls);
    return least && (least.calls === 0 || this.#members.size === this.#size) ? least : this.#add();
  }

  #add(): Member<Service> {
    const worker = this.start();
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', ({ message }) => {
        this.#end(member);
        const what = message || 'its script did not load';
        reject(new ClipError('engine-failed', `A worker for pictures failed: ${what}. Try again.`));
      });
    });
    // Nobody may be waiting just then.
    failed.catch(() => undefined);
    const member: Member<Service> = { worker, service: wrap<Service>(worker), failed, calls: 0 };
    this.#members.add(member);
    return member;
  }

  #end(member: Member<Service>): void {
    this.#members.delete(member);
    member.service[releaseProxy]();
    member.worker.terminate();
  }
}
