/**
 * The part of libheif's JavaScript interface used here (https://github.com/strukturag/libheif, post.js and
 * heif_emscripten.h). Its own types omit it.
 */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  /** An image in WASM memory, as embind represents it. */
  export interface HeifHandle {
    $$: { ptr: number };
  }

  /** An image in a file. */
  export interface HeifImage {
    handle: HeifHandle;
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    free(): void;
  }

  /** A decoded image. `data` lives in WASM memory until the image is released. */
  export interface HeifPixels {
    image: object;
    channels: { width: number; height: number; stride: number; data: Uint8Array<ArrayBuffer> }[];
  }

  /** An error, by the name of its enum value. */
  export interface HeifError {
    code: object;
    message: string;
  }

  export interface HeifLibrary {
    HeifDecoder: new () => {
      /** The images in the file; none if it is not a HEIF file. Frees the previous file's memory. */
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
    /** `error` is the address of 12 bytes for the C function's result. */
    _heif_image_handle_get_raw_color_profile(error: number, handle: number, target: number): void;
    /** `target` is the address for a pointer to the profile. */
    _heif_image_handle_get_nclx_color_profile(error: number, handle: number, target: number): void;
    _heif_nclx_color_profile_free(profile: number): void;
  }

  export default function libheif(): HeifLibrary;
}
