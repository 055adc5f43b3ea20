/** An AssemblyScript module, compiled by packages/wasm-encoder/build/assembly-script.ts. */
declare module '*.as.ts?wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
