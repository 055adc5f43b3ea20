import type { Capabilities } from '@web-clip/clip';
import { type Check, Unavailable } from '../findings.ts';

/** Names of the capabilities in the table. */
const WORDS: Readonly<Record<keyof Capabilities, string>> = {
  sharedMemory: 'WASM runs on several threads (SharedArrayBuffer)',
  relaxedSimd: 'WASM multiplies bytes twice as fast (relaxed SIMD)',
  directoryHandles: 'folders can be read again without choosing them (directory handles)',
  originPrivateFiles: 'large weights are stored as files (origin private file system)',
  imageDecoder: 'large JPEGs are decoded at a reduced size (ImageDecoder)',
  frameRotation: 'decoded frames report their orientation (VideoFrame.rotation)',
  webgl2: 'colours of transparent pixels are read (WebGL 2 in a worker)',
};

/** One check for each optional capability: it is there, or not available. */
export const capabilities: readonly Check[] = (Object.keys(WORDS) as (keyof Capabilities)[]).map((name) => ({
  what: WORDS[name],
  isShort: false,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open();
    const { capabilities } = await person.info();
    return capabilities[name] ? 'it is there' : new Unavailable('The browser lacks it.');
  },
}));
