/** AssemblyScript, compiled by vite.config.ts. */
declare module '*.as.ts?wasm&relaxed' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm&relaxed&shared' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
