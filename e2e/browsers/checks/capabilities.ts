import type { Capabilities } from 'web-clip';
import { type Check, Unavailable } from '../findings.ts';

/** Names of the capabilities in the table. */
const WORDS: Readonly<Record<keyof Capabilities, string>> = {
  sharedMemory: 'several threads compute (SharedArrayBuffer)',
  relaxedSimd: 'bytes are multiplied in half the time (relaxed SIMD)',
  directoryHandles: 'folders can be read again without choosing them (directory handles)',
  originPrivateFiles: 'large weights are kept as files (origin private file system)',
  imageDecoder: 'large JPEGs are decoded small (ImageDecoder)',
  frameRotation: 'decoded frames say which way is up (VideoFrame.rotation)',
  webgl2: 'pixels are read without loss (WebGL 2 in a worker)',
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
