// AssemblyScript, of which vite.config.ts makes WASM modules.

export * from './floats.as.ts';
export * from './products.as.ts';
export * from './quantise.as.ts';
