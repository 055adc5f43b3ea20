/**
 * Tracks the workers that this one starts, including onnxruntime's threads.
 *
 * @returns A function that ends them all and prevents new ones.
 */
export function followOwnWorkers(): () => void {
  const workers = new Set<Worker>();
  let ended = false;
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      if (ended) throw new DOMException('This worker is shutting down.', 'InvalidStateError');
      super(url, options);
      workers.add(this);
    }

    override terminate(): void {
      workers.delete(this);
      super.terminate();
    }
  };
  return () => {
    ended = true;
    for (const worker of workers) worker.terminate();
  };
}
