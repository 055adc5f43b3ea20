import halvesWgsl from './halves.wgsl?raw';

/** Words that a workgroup of halves.wgsl packs. */
const RUN = 256;

/** Rounds floats on a GPU to half precision, for encoders that take float16. */
export class GpuHalves {
  readonly #pipeline: GPUComputePipeline;

  /** @param device Stays the caller's. */
  constructor(private readonly device: GPUDevice) {
    const module = device.createShaderModule({ code: halvesWgsl });
    this.#pipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module, entryPoint: 'pack' },
    });
  }

  /**
   * @param floats Stays the caller's.
   * @returns As many numbers, 2 bytes each; the caller destroys it.
   */
  of(floats: GPUBuffer): GPUBuffer {
    const { device } = this;
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
