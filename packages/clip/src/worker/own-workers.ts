/**
 * Keeps account of the workers that this one starts, onnxruntime's threads among them.
 *
 * @returns Ends them all.
 */
export function followOwnWorkers(): () => void {
  const workers = new Set<Worker>();
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.add(this);
    }

    override terminate(): void {
      workers.delete(this);
      super.terminate();
    }
  };
  return () => {
    for (const worker of workers) worker.terminate();
  };
}
