// AssemblyScript, compiled to WASM modules by build/assembly-script.ts.

export * from './convolutions.as.ts';
export * from './floats.as.ts';
export * from './products.as.ts';
export * from './quantise.as.ts';
