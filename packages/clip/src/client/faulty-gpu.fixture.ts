import { registerPlugin } from '../worker.ts';

/**
 * A test plugin for the worker. Makes its GPU compute some kernels wrongly, as broken drivers do, and can
 * stop WASM from answering the self-check.
 */
registerPlugin(import.meta.url, (_, [from, to]: [string, string]) => {
  const create = GPUDevice.prototype.createShaderModule;
  let changed = 0;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = descriptor.code.replaceAll(from, to);
    if (code !== descriptor.code) changed++;
    return create.call(this, { ...descriptor, code });
  };
  return {
    changed: () => changed,
    silenceWasm(): void {
      globalThis.Worker = class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          if (options?.name === 'web-clip self-check') throw new Error('no more workers');
          super(url, options);
        }
      };
    },
  };
});
