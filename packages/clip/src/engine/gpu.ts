import { ClipError } from '@web-clip/calls';

/** A WebGPU adapter and its relevant properties. */
export interface Adapter {
  adapter: GPUAdapter;
  /** Vendor and architecture, as far as the browser reveals them, to show to users. */
  name: string;
  /** Whether shaders support half precision. */
  shaderF16: boolean;
  /** Whether it runs on the CPU. Such an adapter does not count as a GPU. */
  software: boolean;
}

/** Software rasterisers that appear as adapters. `isFallbackAdapter` does not mark all of them. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** @returns The browser's adapter, or undefined if it has none. */
export async function requestAdapter(): Promise<Adapter | undefined> {
  if (!('gpu' in navigator)) return undefined;
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) return undefined;
  // Chromium before 127 has no such attribute: https://caniuse.com/mdn-api_gpuadapter_info
  const info: Partial<GPUAdapterInfo> = adapter.info ?? {};
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter } = info;
  const told = [vendor, architecture, device, description].filter(Boolean);
  return {
    adapter,
    name: told.join(' ') || 'an unnamed adapter',
    shaderF16: adapter.features.has('shader-f16'),
    software: isFallbackAdapter === true || told.some((part) => SOFTWARE.test(part)),
  };
}

/** Optional features that onnxruntime's kernels use. */
const FEATURES = ['shader-f16', 'subgroups'] as const;

/** Limits that decide how large a model and a batch may be. */
const LIMITS = [
  'maxTextureDimension2D',
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/**
 * @param adapter From {@link requestAdapter}.
 * @returns A device with the features and limits above, as far as the adapter has them. The caller owns and
 *   destroys it.
 * @throws ClipError `no-webgpu`.
 */
export async function requestDevice({ adapter, name }: Adapter): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
  } catch (error) {
    throw new ClipError(
      'no-webgpu',
      `WebGPU did not start on ${name}. Use device “wasm”, or restart the browser.`,
      {
        cause: error,
      },
    );
  }
}
