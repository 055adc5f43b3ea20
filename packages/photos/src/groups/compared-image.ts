import { LEVEL_SIDES } from './alignment.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { type GreyImage, softened, withLongSide } from './grey-image.ts';
import { type Orientation, oriented } from './orientations.ts';

/** Long side of the images whose local differences decide. */
const DETAIL_SIDE = 160;

/** An image prepared to be compared with others. What most comparisons do not need is made when one asks for it. */
export class ComparedImage {
  /** Its full size in pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly #source: GreyImage;
  #frequencies: Fingerprint['frequencies'] | undefined;
  readonly #levels: GreyImage[] = [];
  #detail: GreyImage | undefined;
  readonly #turned = new Map<Orientation, ComparedImage>();

  /**
   * @param green The green of a thumbnail's pixels.
   * @param width The full width of the image in pixels.
   * @param height The full height.
   */
  constructor(green: GreyImage, width: number, height: number) {
    this.#source = green;
    this.width = width;
    this.height = height;
  }

  get frequencies(): Fingerprint['frequencies'] {
    this.#frequencies ??= fingerprintOf(this.#source).frequencies;
    return this.#frequencies;
  }

  /** @returns The image at one of {@link LEVEL_SIDES}. */
  level(index: number): GreyImage {
    this.#levels[index] ??= withLongSide(this.#source, LEVEL_SIDES[index] as number);
    return this.#levels[index];
  }

  /** The image at most 160 pixels long, softened. */
  get detail(): GreyImage {
    this.#detail ??= softened(withLongSide(this.#source, DETAIL_SIDE));
    return this.#detail;
  }

  /** @returns The image in another orientation. */
  turned(orientation: Orientation): ComparedImage {
    const { transposed, mirrored, upsideDown } = orientation;
    if (!transposed && !mirrored && !upsideDown) return this;
    const known = this.#turned.get(orientation);
    if (known) return known;
    const { width, height } = this;
    const [wide, high] = transposed ? [height, width] : [width, height];
    const turned = new ComparedImage(oriented(this.#source, orientation), wide, high);
    this.#turned.set(orientation, turned);
    return turned;
  }
}
