import type { Library, Photo } from '@web-clip/photos';
import { Thumbnails } from './thumbnails.ts';

/** An element that shows decoded pixels. */
type Drawn = HTMLImageElement | HTMLCanvasElement;

/** Why a photo is not shown in full: its file cannot be read, or no decoder knows its format. */
export type Lack = 'unreachable' | 'undecodable';

/** What there is of a photo. */
export interface Picture {
  /** URL of a small preview, once it has been read. */
  readonly preview: string | undefined;
  /** With enough pixels for the screen. */
  readonly fitted: Drawn | undefined;
  /** With all pixels, if those of {@link fitted} were not enough. */
  readonly full: Drawn | undefined;
  readonly lack: Lack | undefined;
}

/** Where pictures come from. */
export type PictureSource = Pick<Library, 'file' | 'picture' | 'thumbnail'>;

/** Pixels from which on a photo is decoded at a reduced size: a browser would hold 64 MB of each in full. */
const LARGE = 16e6;

/** Number of previews to keep: the visible ones, and a few that were shown last. */
const PREVIEWS_KEPT = 12;

type Decoded = Omit<Picture, 'preview'>;

const NONE: Decoded = { fitted: undefined, full: undefined, lack: undefined };

interface Slot {
  readonly photo: Photo;
  picture: Decoded;
  state: 'waiting' | 'loading' | 'settled';
  isSharpening: boolean;
}

/**
 * Decodes the photos that the lightbox shows or is about to show, off the main thread, and releases the others. The
 * current photo comes first; its neighbours are decoded once it is there, one after the other.
 */
export class Pictures {
  readonly #arrived: () => void;
  #source: PictureSource | undefined;
  #slots = new Map<number, Slot>();
  #previews: Thumbnails | undefined;

  /** @param arrived Called when a picture has been decoded, or cannot be. */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  /** Reads from this library from now on. What is decoded already is kept. */
  set source(source: PictureSource | undefined) {
    this.#source = source;
    this.#endPreviews();
    for (const [id, slot] of this.#slots) if (!slot.picture.fitted) this.#slots.set(id, waiting(slot.photo));
    this.#next();
  }

  /** @returns What there is of a photo. */
  of({ id }: Photo): Picture {
    return { ...(this.#slots.get(id)?.picture ?? NONE), preview: this.#previews?.url(id) };
  }

  /**
   * Decodes these photos, and releases all others.
   *
   * @param photos The current one is first.
   */
  want(photos: readonly Photo[]): void {
    const before = this.#slots;
    this.#slots = new Map(
      photos.map((photo) => {
        const slot = before.get(photo.id);
        return [photo.id, slot && isSame(slot.photo, photo) ? slot : waiting(photo)];
      }),
    );
    for (const slot of before.values()) if (!this.#isWanted(slot)) releaseAll(slot);
    this.#wantPreviews(photos);
    this.#next();
  }

  /** Tries again to read files that could not be read. */
  retry(): void {
    for (const slot of this.#slots.values()) {
      if (slot.picture.lack === 'unreachable') slot.state = 'waiting';
    }
    this.#next();
  }

  /**
   * Decodes all pixels of a photo, if it shows fewer than are needed.
   *
   * @param needed Pixels that its long side takes on the screen.
   */
  async sharpen({ id }: Photo, needed: number): Promise<void> {
    const source = this.#source;
    const slot = this.#slots.get(id);
    const has = slot?.picture.fitted;
    if (!source || !slot || !(has instanceof HTMLCanvasElement)) return;
    const { photo, picture, isSharpening } = slot;
    if (picture.full || isSharpening || Math.max(has.width, has.height) >= needed) return;
    if (Math.max(has.width, has.height) >= Math.max(photo.width, photo.height)) return;
    slot.isSharpening = true;
    const full = await decoded(source, photo, [fromFile, fromLibrary()], () => this.#isWanted(slot));
    slot.isSharpening = false;
    // The reduced picture stays if there is no other.
    if (typeof full === 'string') return;
    if (!this.#isWanted(slot)) return release(full);
    slot.picture = { ...slot.picture, full };
    this.#arrived();
  }

  /** Releases all. */
  end(): void {
    this.want([]);
    this.#endPreviews();
  }

  #wantPreviews(photos: readonly Photo[]): void {
    const source = this.#source;
    if (!source) return;
    this.#previews ??= new Thumbnails((id) => source.thumbnail(id), this.#arrived, PREVIEWS_KEPT);
    this.#previews.want(photos.map(({ id }) => id));
  }

  #endPreviews(): void {
    this.#previews?.end();
    this.#previews = undefined;
  }

  #isWanted(slot: Slot): boolean {
    return this.#slots.get(slot.photo.id) === slot;
  }

  #next(): void {
    const [current, ...near] = this.#slots.values();
    if (!current || !this.#source) return;
    if (current.state === 'waiting') void this.#load(current, this.#source);
    if (current.state !== 'settled' || near.some(({ state }) => state === 'loading')) return;
    const neighbour = near.find(({ state }) => state === 'waiting');
    if (neighbour) void this.#load(neighbour, this.#source);
  }

  async #load(slot: Slot, source: PictureSource): Promise<void> {
    slot.state = 'loading';
    const { photo } = slot;
    const reduced = fromLibrary(Math.max(screen.width, screen.height) * devicePixelRatio);
    const isLarge = photo.width * photo.height > LARGE;
    const ways = isLarge ? [reduced, fromFile] : [fromFile, reduced];
    const result = await decoded(source, photo, ways, () => this.#isWanted(slot));
    if (!this.#isWanted(slot)) return typeof result === 'string' ? undefined : release(result);
    slot.state = 'settled';
    slot.picture = typeof result === 'string' ? { ...NONE, lack: result } : { ...NONE, fitted: result };
    this.#arrived();
    this.#next();
  }
}

const waiting = (photo: Photo): Slot => ({ photo, picture: NONE, state: 'waiting', isSharpening: false });

/** Whether two records are of the same file with the same content. */
const isSame = (one: Photo, other: Photo): boolean =>
  one.size === other.size && one.modified === other.modified;

/** Decodes a file; undefined if this way cannot. */
type Way = (file: File, source: PictureSource, photo: Photo) => Promise<Drawn | undefined>;

/** Tries each way until one succeeds, or until nobody wants the picture any more. */
async function decoded(
  source: PictureSource,
  photo: Photo,
  ways: readonly Way[],
  isWanted: () => boolean,
): Promise<Drawn | Lack> {
  const file = await source.file(photo.id).catch(() => undefined);
  if (!file) return 'unreachable';
  for (const way of ways) {
    const drawn = isWanted() ? await way(file, source, photo).catch(() => undefined) : undefined;
    if (drawn) return drawn;
  }
  return 'undecodable';
}

/** As the browser does it, with the colours of wide-gamut screens. */
const fromFile: Way = async (file) => {
  const image = new Image();
  // Its slide has the name.
  image.alt = '';
  image.draggable = false;
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } catch {
    return release(image);
  }
};

/** In a worker, which reduces it and knows more formats. */
const fromLibrary =
  (longSide?: number): Way =>
  async (_file, source, { id }) => {
    const bitmap = await source.picture(id, longSide);
    if (!bitmap) return undefined;
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    return canvas;
  };

function releaseAll({ picture: { fitted, full } }: Slot): void {
  if (fitted) release(fitted);
  if (full) release(full);
}

/** Frees the pixels at once, which the garbage collector would do much later. */
function release(drawn: Drawn): undefined {
  if (drawn instanceof HTMLImageElement) {
    URL.revokeObjectURL(drawn.src);
    drawn.removeAttribute('src');
  } else {
    drawn.width = 0;
    drawn.height = 0;
  }
}
