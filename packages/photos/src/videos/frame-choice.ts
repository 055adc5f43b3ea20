/** Pixels of a frame, upright, 4 bytes each. */
interface FramePixels {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

/** Most frames that stand for a video. */
const MOST_FRAMES = 8;

/** Side of a sketch in pixels. */
const SIDE = 16;

/** Mean difference of the levels (0..255) below which two frames show the same. */
const SAME = 8;

/** Deviation of the levels below which a frame shows nothing, as when a video fades in. */
const BLANK = 3;

interface Candidate<F> {
  frame: F;
  /** Means of the red, green and blue levels of the frame’s tiles. */
  sketch: Float32Array;
}

/**
 * Chooses frames that show different things. It holds only a few at a time: of the two neighbours that are most alike,
 * the later one goes.
 */
export class FrameChoice<F> {
  readonly #kept: Candidate<F>[] = [];
  #blank: F | undefined;

  /** Offers the next frame. */
  offer(frame: F, pixels: FramePixels): void {
    const sketch = sketchOf(pixels);
    if (deviation(sketch) < BLANK) {
      this.#blank ??= frame;
      return;
    }
    this.#kept.push({ frame, sketch });
    if (this.#kept.length > MOST_FRAMES) this.#kept.splice(this.#mostAlike() + 1, 1);
  }

  /** The chosen frames, in order. A blank one only if there is no other. */
  get frames(): F[] {
    const different: Candidate<F>[] = [];
    for (const candidate of this.#kept) {
      const before = different.at(-1);
      if (!before || difference(before.sketch, candidate.sketch) >= SAME) different.push(candidate);
    }
    if (different.length > 0) return different.map(({ frame }) => frame);
    return this.#blank === undefined ? [] : [this.#blank];
  }

  /** Index of the frame that is most like the one after it. */
  #mostAlike(): number {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let i = 0; i + 1 < this.#kept.length; i++) {
      const [one, other] = [this.#kept[i] as Candidate<F>, this.#kept[i + 1] as Candidate<F>];
      const between = difference(one.sketch, other.sketch);
      if (between < least) [best, least] = [i, between];
    }
    return best;
  }
}

function sketchOf({ data, width, height }: FramePixels): Float32Array {
  const sums = new Float32Array(SIDE * SIDE * 3);
  const counts = new Uint32Array(SIDE * SIDE);
  // Every fourth pixel in both directions tells enough.
  const step = Math.max(1, Math.floor(Math.min(width, height) / (4 * SIDE)));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      const tile = Math.floor((y * SIDE) / height) * SIDE + Math.floor((x * SIDE) / width);
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        sums[tile * 3 + channel] = (sums[tile * 3 + channel] as number) + (data[at + channel] as number);
      counts[tile] = (counts[tile] as number) + 1;
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / 3)] as number));
}

function difference(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += Math.abs((one[i] as number) - (other[i] as number));
  return sum / one.length;
}

function deviation(sketch: Float32Array): number {
  const mean = sketch.reduce((sum, level) => sum + level, 0) / sketch.length;
  return Math.sqrt(sketch.reduce((sum, level) => sum + (level - mean) ** 2, 0) / sketch.length);
}
