/** The part of libheif's JavaScript interface that is used (https://github.com/strukturag/libheif, post.js); its own types leave it out. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  /** One picture of a file. */
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Decodes into RGBA; calls back with nothing if that fails. */
    display<T extends { data: Uint8ClampedArray }>(target: T, done: (result: T | null) => void): void;
    free(): void;
  }

  export default function libheif(): {
    HeifDecoder: new () => {
      /** The file's pictures; none if it is no HEIF file. */
      decode(file: Uint8Array): HeifImage[];
    };
  };
}
