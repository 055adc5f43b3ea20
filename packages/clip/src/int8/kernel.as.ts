// AssemblyScript, of which vite.config.ts makes one WASM module.

export * from './floats.as.ts';
export * from './products.as.ts';
