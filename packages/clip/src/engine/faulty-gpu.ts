import { offerGuest } from '../worker/guests.ts';

/**
 * A guest for tests of what happens when a GPU fails: from now on that of its worker computes some
 * kernels wrongly, as broken drivers do; and WASM can be kept from answering for it.
 */
offerGuest(import.meta.url, (_, [from, to]: [string, string]) => {
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
