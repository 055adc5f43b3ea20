import {
  CustomVideoDecoder,
  type EncodedPacket,
  type InputVideoTrack,
  registerDecoder,
  type VideoCodec,
  VideoSample,
} from 'mediabunny';

/** The codecs whose alpha channel mediabunny merges. */
const CODECS: ReadonlySet<VideoCodec | null> = new Set<VideoCodec>(['vp8', 'vp9']);

/**
 * Decodes VP8 and VP9 without an alpha channel, which `MediaRecorder` writes for every canvas. mediabunny would merge it in
 * workers that it makes from blobs, and a strict Content Security Policy refuses these.
 */
class OpaqueDecoder extends CustomVideoDecoder {
  #decoder: VideoDecoder | undefined;

  static override supports(codec: VideoCodec): boolean {
    return CODECS.has(codec);
  }

  override init(): void {
    this.#decoder = new VideoDecoder({
      output: (frame) => this.onSample(new VideoSample(frame)),
      error: (error) => this.onError(error),
    });
    this.#decoder.configure(this.config);
  }

  override decode(packet: EncodedPacket): void {
    this.#decoder?.decode(packet.toEncodedVideoChunk());
  }

  override async flush(): Promise<void> {
    await this.#decoder?.flush();
  }

  override close(): void {
    // A decoder that failed is closed.
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
  }
}

registerDecoder(OpaqueDecoder);

/** @returns Whether the browser can decode the video. */
export async function canDecode(track: InputVideoTrack): Promise<boolean> {
  if (!(await track.canDecode())) return false;
  if (!CODECS.has(await track.getCodec())) return true;
  // mediabunny takes decoders that are registered at their word.
  const config = await track.getDecoderConfig();
  return (
    config !== null &&
    'VideoDecoder' in globalThis &&
    (await VideoDecoder.isConfigSupported(config)).supported === true
  );
}
