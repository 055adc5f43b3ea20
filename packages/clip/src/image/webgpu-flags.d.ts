// Namespaces of the WebGPU specification (https://gpuweb.github.io/gpuweb/) that TypeScript's DOM library
// lacks.
declare const GPUBufferUsage: Readonly<
  Record<'MAP_READ' | 'COPY_SRC' | 'COPY_DST' | 'UNIFORM' | 'STORAGE', GPUBufferUsageFlags>
>;
declare const GPUTextureUsage: Readonly<
  Record<'COPY_DST' | 'TEXTURE_BINDING' | 'RENDER_ATTACHMENT', GPUTextureUsageFlags>
>;
declare const GPUMapMode: Readonly<Record<'READ', GPUMapModeFlags>>;
declare const GPUShaderStage: Readonly<Record<'COMPUTE', GPUShaderStageFlags>>;
