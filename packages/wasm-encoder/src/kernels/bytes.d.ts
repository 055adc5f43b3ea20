/** An AssemblyScript module, compiled by build/assembly-script.ts. */
declare module '*.as.ts?wasm&imported' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm&imported&shared' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm&imported&relaxed' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm&imported&relaxed&shared' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
