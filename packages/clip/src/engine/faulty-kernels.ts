import { offerGuest } from '../worker/guests.ts';

/**
 * A guest for tests of the self-check: from now on the GPU of its worker computes some kernels wrongly,
 * as broken drivers do.
 */
offerGuest(import.meta.url, (_, [from, to]: [string, string]) => {
  const create = GPUDevice.prototype.createShaderModule;
  let changed = 0;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = descriptor.code.replaceAll(from, to);
    if (code !== descriptor.code) changed++;
    return create.call(this, { ...descriptor, code });
  };
  return { changed: () => changed };
});
