// AssemblyScript, compiled to WASM modules by vite.config.ts.

export * from './floats.as.ts';
export * from './products.as.ts';
export * from './quantise.as.ts';
