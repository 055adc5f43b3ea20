/** The part of libheif's JavaScript interface that is used (https://github.com/strukturag/libheif, post.js and heif_emscripten.h); its own types leave it out. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  /** A picture in the WASM memory, as embind holds it. */
  export interface HeifHandle {
    $$: { ptr: number };
  }

  /** One picture of a file. */
  export interface HeifImage {
    handle: HeifHandle;
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    free(): void;
  }

  /** A decoded picture; `data` lies in the WASM memory until it is released. */
  export interface HeifPixels {
    image: object;
    channels: { width: number; height: number; stride: number; data: Uint8Array<ArrayBuffer> }[];
  }

  /** An error, by name of its enumeration's value. */
  export interface HeifError {
    code: object;
    message: string;
  }

  export interface HeifLibrary {
    HeifDecoder: new () => {
      /** The file's pictures; none if it is no HEIF file. Frees what it holds of the file before. */
      decode(file: Uint8Array): HeifImage[];
    };
    heif_colorspace: { heif_colorspace_RGB: object };
    heif_chroma: { heif_chroma_interleaved_RGBA: object };
    heif_js_decode_image2(
      handle: HeifHandle,
      colorspace: object,
      chroma: object,
    ): HeifPixels | HeifError | Promise<HeifPixels | HeifError>;
    heif_image_release(image: object): void;
    HEAPU8: Uint8Array<ArrayBuffer>;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** 0 if there is none. */
    _heif_image_handle_get_raw_color_profile_size(handle: number): number;
    /** `error` is where the C function's result goes, 12 bytes. */
    _heif_image_handle_get_raw_color_profile(error: number, handle: number, target: number): void;
    /** `target` is where a pointer to the profile goes. */
    _heif_image_handle_get_nclx_color_profile(error: number, handle: number, target: number): void;
    _heif_nclx_color_profile_free(profile: number): void;
  }

  export default function libheif(): HeifLibrary;
}
