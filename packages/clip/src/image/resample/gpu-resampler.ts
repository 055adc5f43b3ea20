import { asClipError } from '@web-clip/calls';
import type { Pixels } from '@web-clip/images';
import type { ImageSpec } from '../../models/spec.ts';
import type { EncoderInput } from '../encoder-input.ts';
import { geometry } from './geometry.ts';
import normaliseWgsl from './normalise.wgsl?raw';
import resampleWgsl from './resample.wgsl?raw';
import { isDownFirst, packTaps, resamplePlan, type Taps } from './resample-plan.ts';
import { type Resizable, resize } from './resize.ts';

/** A workgroup of resample.wgsl computes a square of pixels with this side. */
const TILE = 8;
/** Pixels per workgroup of normalise.wgsl. */
const RUN = 64;

/**
 * Resizes, crops and normalises decoded images on the GPU. It uses the CPU resampler's integer weights and
 * arithmetic, so that the bytes are the same.
 */
export class GpuResampler {
  readonly #across: GPUComputePipeline;
  readonly #down: GPUComputePipeline;
  readonly #normalise: GPUComputePipeline;
  #trusted: Promise<boolean> | undefined;
  readonly #device: GPUDevice;
  readonly #spec: ImageSpec;

  /**
   * @param device Remains the caller's.
   * @param spec The model's image spec.
   */
  constructor(device: GPUDevice, spec: ImageSpec) {
    this.#device = device;
    this.#spec = spec;
    const pipeline = (code: string, entryPoint: string): GPUComputePipeline =>
      device.createComputePipeline({
        layout: 'auto',
        compute: { module: device.createShaderModule({ code }), entryPoint },
      });
    this.#across = pipeline(resampleWgsl, 'across');
    this.#down = pipeline(resampleWgsl, 'down');
    this.#normalise = pipeline(normaliseWgsl, 'normalise');
  }

  /**
   * Resizes and crops an image. The CPU resizes images that do not fit into a texture, images so tall that
   * the passes swap their order, and all images if the GPU was found to resize wrongly.
   *
   * @param image Stays open.
   * @returns The image on the GPU.
   * @throws ClipError as `pixelsOf`.
   */
  async prepare(image: Resizable): Promise<EncoderInput> {
    if (isUploadable(image) && this.#isForGpu(image)) {
      const prepared = (await this.#isTrusted()) ? await this.#resample(image) : undefined;
      if (prepared) return prepared;
    }
    return this.#uploaded(await resize(image, this.#spec));
  }

  #isForGpu({ width, height }: { width: number; height: number }): boolean {
    const limit = this.#device.limits.maxTextureDimension2D;
    const target = geometry(width, height, this.#spec);
    return width <= limit && height <= limit && !isDownFirst(width, height, target.height);
  }

  /**
   * Resizes a built-in image on GPU and CPU, once.
   *
   * @returns Whether no byte differs by more than 1.
   */
  #isTrusted(): Promise<boolean> {
    // If the GPU is lost now, whoever runs the encoder on it will notice.
    this.#trusted ??= this.#compare().catch(() => false);
    return this.#trusted;
  }

  async #compare(): Promise<boolean> {
    const size = 2 * this.#spec.size + 1;
    const pixels = new ImageData(size, size - 1);
    for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = (i % 4 === 3 ? 255 : i * i) & 255;
    const image = await createImageBitmap(pixels);
    try {
      const prepared = await this.#resample(image);
      if (!prepared) return false;
      const [actual, expected] = await Promise.all([prepared.bytes(), resize(image, this.#spec)]);
      prepared.release();
      return actual.every((byte, i) => Math.abs(byte - (expected[i] as number)) <= 1);
    } finally {
      image.close();
    }
  }

  /**
   * Normalises images into one batch.
   *
   * @param inputs Images from {@link prepare} or elsewhere.
   * @returns `inputs.length` x 3 x size x size floats, NCHW; the caller destroys it.
   */
  async batch(inputs: readonly EncoderInput[]): Promise<GPUBuffer> {
    const device = this.#device;
    const spec = this.#spec;
    const plane = spec.size * spec.size;
    const batch = device.createBuffer({
      size: inputs.length * 3 * plane * Float32Array.BYTES_PER_ELEMENT,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    const spent: GPUBuffer[] = [];
    for (const [slot, input] of inputs.entries()) {
      const onGpu = input instanceof GpuInput ? input : this.#uploaded(await input.bytes());
      const uniform = new DataView(new ArrayBuffer(32));
      for (let channel = 0; channel < 3; channel++) {
        uniform.setFloat32(channel * 4, spec.mean[channel as 0 | 1 | 2], true);
        uniform.setFloat32(16 + channel * 4, spec.std[channel as 0 | 1 | 2], true);
      }
      uniform.setUint32(12, plane, true);
      uniform.setUint32(28, slot, true);
      const normalisation = this.#filled(GPUBufferUsage.UNIFORM, uniform.buffer);
      spent.push(normalisation);
      if (onGpu !== input) spent.push(onGpu.buffer);
      dispatch(device, encoder, this.#normalise, [normalisation, onGpu.buffer, batch], [plane / RUN, 1]);
    }
    device.queue.submit([encoder.finish()]);
    for (const buffer of spent) buffer.destroy();
    return batch;
  }

  /** @returns The image, or undefined if the GPU runs out of memory or rejects a command. */
  async #resample(image: ImageBitmap | Pixels): Promise<GpuInput | undefined> {
    const device = this.#device;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const input = this.#submit(image);
    // A lost GPU reports no errors.
    const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]).catch(() => undefined);
    if (errors?.every((error) => error === null)) return input;
    input.release();
    return undefined;
  }

  #submit(image: ImageBitmap | Pixels): GpuInput {
    const device = this.#device;
    const spec = this.#spec;
    const { width, height } = image;
    const photo = device.createTexture({
      size: [width, height],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    if (image instanceof ImageBitmap) {
      // Without premultiplied alpha: colours of transparent pixels count, as in Pillow's convert('RGB').
      device.queue.copyExternalImageToTexture(
        { source: image },
        { texture: photo, premultipliedAlpha: false },
        [width, height],
      );
    } else {
      device.queue.writeTexture({ texture: photo }, image.data, { bytesPerRow: width * 4 }, [width, height]);
    }
    const plan = resamplePlan(width, height, geometry(width, height, spec), spec.interpolation);
    const { size } = spec;
    const acrossTaps = this.#filled(GPUBufferUsage.STORAGE, packTaps(plan.across).buffer);
    const downTaps = this.#filled(GPUBufferUsage.STORAGE, packTaps(plan.down).buffer);
    const uniform = (rows: number, taps: Taps): GPUBuffer =>
      this.#filled(GPUBufferUsage.UNIFORM, Uint32Array.of(size, rows, taps.stride, plan.firstRow).buffer);
    const acrossPass = uniform(plan.rows, plan.across);
    const downPass = uniform(size, plan.down);
    const narrow = device.createBuffer({ size: plan.rows * size * 4, usage: GPUBufferUsage.STORAGE });
    const input = this.#inputBuffer();
    const encoder = device.createCommandEncoder();
    const tiles = (length: number): number => length / TILE;
    dispatch(
      device,
      encoder,
      this.#across,
      [acrossPass, acrossTaps, narrow, photo.createView()],
      [tiles(size), tiles(plan.rows)],
    );
    dispatch(
      device,
      encoder,
      this.#down,
      [downPass, downTaps, input, undefined, narrow],
      [tiles(size), tiles(size)],
    );
    device.queue.submit([encoder.finish()]);
    for (const spent of [photo, acrossTaps, downTaps, acrossPass, downPass, narrow]) spent.destroy();
    return new GpuInput(device, input);
  }

  #uploaded(rgb: Uint8Array): GpuInput {
    const rgba = new Uint8Array((rgb.length / 3) * 4);
    for (let pixel = 0; pixel < rgb.length / 3; pixel++) {
      rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    }
    const buffer = this.#inputBuffer();
    this.#device.queue.writeBuffer(buffer, 0, rgba);
    return new GpuInput(this.#device, buffer);
  }

  #inputBuffer(): GPUBuffer {
    return this.#device.createBuffer({
      size: this.#spec.size * this.#spec.size * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
  }

  /** Writes the buffer instead of mapping it at creation, which throws if the GPU runs out of memory. */
  #filled(usage: GPUBufferUsageFlags, content: ArrayBuffer): GPUBuffer {
    const device = this.#device;
    const buffer = device.createBuffer({
      size: content.byteLength,
      usage: usage | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, content);
    return buffer;
  }
}

/** Video frames fail on software adapters: “Failed to copy content from video element”. */
const isUploadable = (image: Resizable): image is ImageBitmap | ImageData | Pixels =>
  !(image instanceof VideoFrame);

/** An image in a GPU buffer, 4 bytes per pixel. */
class GpuInput implements EncoderInput {
  constructor(
    readonly device: GPUDevice,
    readonly buffer: GPUBuffer,
  ) {}

  async bytes(): Promise<Uint8Array> {
    const { size } = this.buffer;
    const staging = this.device.createBuffer({
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.buffer, 0, staging, 0, size);
    this.device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ);
    } catch (error) {
      throw asClipError(error, 'engine-failed', 'The GPU was lost. Try again, or use device “wasm”.');
    }
    const rgb = new Uint8Array(staging.getMappedRange()).filter((_, i) => i % 4 < 3);
    staging.destroy();
    return rgb;
  }

  release(): void {
    this.buffer.destroy();
  }
}

/** Binds resources in order of their binding numbers and skips those that are undefined. */
function dispatch(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  resources: readonly (GPUBuffer | GPUTextureView | undefined)[],
  [across, down]: readonly [number, number],
): void {
  const entries = resources.flatMap((resource, binding): GPUBindGroupEntry[] =>
    resource ? [{ binding, resource: resource instanceof GPUBuffer ? { buffer: resource } : resource }] : [],
  );
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(Math.ceil(across), Math.ceil(down));
  pass.end();
}
