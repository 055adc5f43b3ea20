import halvesWgsl from './halves.wgsl?raw';

/** 32-bit words that a workgroup of halves.wgsl packs. */
const RUN = 256;

/** Rounds floats to half precision on the GPU, for encoders with float16 inputs. */
export class GpuHalves {
  readonly #pipeline: GPUComputePipeline;
  readonly #device: GPUDevice;

  /** @param device Remains the caller's. */
  constructor(device: GPUDevice) {
    this.#device = device;
    const module = device.createShaderModule({ code: halvesWgsl });
    this.#pipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module, entryPoint: 'pack' },
    });
  }

  /**
   * @param floats Remains the caller's.
   * @returns The same numbers in 2 bytes each; the caller destroys the buffer.
   */
  of(floats: GPUBuffer): GPUBuffer {
    const device = this.#device;
    const words = Math.ceil(floats.size / 8);
    const halves = device.createBuffer({
      size: words * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#pipeline);
    const entries = [floats, halves].map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, device.createBindGroup({ layout: this.#pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(Math.ceil(words / RUN));
    pass.end();
    device.queue.submit([encoder.finish()]);
    return halves;
  }
}
