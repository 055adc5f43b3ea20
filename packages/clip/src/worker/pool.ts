import { type Remote, releaseProxy, wrap } from 'comlink';
import { ClipError } from '../errors.ts';
import { Calls } from './calls.ts';
import { registerTransferHandlers } from './rpc.ts';

/** How long workers with nothing to do are kept, in milliseconds: only ending them gives their memory back. */
const IDLE = 10_000;

/** Workers at least, as some wait for a decoder, and at most: more are no faster on 16 cores. */
const [LEAST, MOST] = [2, 12];

/** One of the pool's workers. */
interface Member<Service> {
  worker: Worker;
  service: Remote<Service>;
  calls: Calls;
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
   * @throws ClipError `engine-failed` if the worker fails, `disposed` if it is ended, and what the call throws.
   */
  async run<T>(call: (service: Remote<Service>) => Promise<T>): Promise<T> {
    const { calls, service } = this.#next();
    clearTimeout(this.#idle);
    try {
      return await calls.run(() => call(service));
    } finally {
      clearTimeout(this.#idle);
      if ([...this.#members].every(({ calls }) => calls.size === 0)) {
        this.#idle = setTimeout(() => this.close(), IDLE);
      }
    }
  }

  /** Ends the workers, and the calls under way; the next call starts others. */
  close(): void {
    const ended = new ClipError('disposed', 'The workers for pictures were ended. Call again.');
    for (const member of this.#members) this.#end(member, ended);
  }

  #next(): Member<Service> {
    const [least] = [...this.#members].sort((a, b) => a.calls.size - b.calls.size);
    return least && (least.calls.size === 0 || this.#members.size === this.#size) ? least : this.#add();
  }

  #add(): Member<Service> {
    const worker = this.start();
    const member: Member<Service> = { worker, service: wrap<Service>(worker), calls: new Calls() };
    worker.addEventListener('error', ({ message }) => {
      const what = message || 'its script did not load';
      this.#end(member, new ClipError('engine-failed', `A worker for pictures failed: ${what}. Try again.`));
    });
    this.#members.add(member);
    return member;
  }

  #end(member: Member<Service>, error: ClipError): void {
    this.#members.delete(member);
    member.calls.end(error);
    member.service[releaseProxy]();
    member.worker.terminate();
  }
}
