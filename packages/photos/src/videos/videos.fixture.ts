import {
  AudioBufferSource,
  BufferTarget,
  CanvasSource,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  Quality,
  WebMOutputFormat,
} from 'mediabunny';

/** A part of a video: an image of the sample album, or a colour. */
export interface Scene {
  seconds: number;
  sample?: string;
  colour?: string;
}

/** How to make a video. */
export interface Recipe {
  container: 'webm' | 'mp4' | 'mov' | 'mkv';
  codec: 'vp8' | 'vp9' | 'avc' | 'av1';
  scenes: readonly Scene[];
  /** Clockwise, in degrees. */
  rotation?: 0 | 90 | 180 | 270;
  /** Seconds between frames that are stored in full. */
  keyFrames?: number;
  /** Where an MP4 has its description. */
  fastStart?: 'in-memory' | false;
}

/** Frames a second. */
const RATE = 10;

export const [WIDTH, HEIGHT] = [320, 240];

const FORMATS: Readonly<Record<Recipe['container'], (fastStart: 'in-memory' | false) => OutputFormat>> = {
  webm: () => new WebMOutputFormat(),
  mp4: (fastStart) => new Mp4OutputFormat({ fastStart }),
  mov: (fastStart) => new MovOutputFormat({ fastStart }),
  mkv: () => new MkvOutputFormat(),
};

/** Draws a part of a video. */
async function draw(
  context: OffscreenCanvasRenderingContext2D,
  { sample, colour = 'white' }: Scene,
): Promise<void> {
  context.fillStyle = colour;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  if (sample === undefined) return;
  const bitmap = await createImageBitmap(await (await fetch(`/samples/${sample}`)).blob());
  const scale = Math.max(WIDTH / bitmap.width, HEIGHT / bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  context.drawImage(bitmap, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
  bitmap.close();
}

/** @returns Whether this browser encodes a codec in this size. */
export async function encodes(codec: string): Promise<boolean> {
  const config = { codec, width: WIDTH, height: HEIGHT };
  return (await VideoEncoder.isConfigSupported(config).catch(() => undefined))?.supported ?? false;
}

/** @returns A video that the browser encodes. */
export async function video(name: string, recipe: Recipe, lastModified = 1e12): Promise<File> {
  const { container, codec, scenes, rotation = 0, keyFrames = 1, fastStart = 'in-memory' } = recipe;
  const target = new BufferTarget();
  const output = new Output({ format: FORMATS[container](fastStart), target });
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const source = new CanvasSource(canvas, {
    codec,
    quality: new Quality({ bitrate: 1e6 }),
    keyFrameInterval: keyFrames,
  });
  output.addVideoTrack(source, { frameRate: RATE, rotation });
  await output.start();
  let frame = 0;
  for (const scene of scenes) {
    await draw(context, scene);
    for (let i = 0; i < scene.seconds * RATE; i++) await source.add(frame++ / RATE, 1 / RATE);
  }
  await output.finalize();
  return new File([target.buffer as ArrayBuffer], name, { lastModified });
}

/** @returns A file with a sound, and no picture. */
export async function soundOnly(name: string): Promise<File> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new AudioBufferSource({ codec: 'opus', quality: new Quality({ bitrate: 32e3 }) });
  output.addAudioTrack(source);
  await output.start();
  await source.add(new AudioBuffer({ length: 48_000, sampleRate: 48_000 }));
  await output.finalize();
  return new File([target.buffer as ArrayBuffer], name, { lastModified: 1e12 });
}

/** @returns A video as browsers record it: without an index, and without its length. */
export async function recording(name: string, sample: string): Promise<File> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const drawn = new OffscreenCanvas(WIDTH, HEIGHT);
  await draw(drawn.getContext('2d') as OffscreenCanvasRenderingContext2D, { seconds: 1, sample });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const recorder = new MediaRecorder(canvas.captureStream(RATE), { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.start();
  for (let i = 0; i < RATE; i++) {
    // Something has to change for a frame to be recorded.
    context.drawImage(drawn, i % 2, 0);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  await ended;
  return new File(parts, name, { lastModified: 1e12 });
}
