import type { Exif } from './exif.ts';
import type { FileOfPicture, Move, Picture } from './in-page.ts';
import { NamedRandom } from './named-random.ts';
import { drawn, type SceneView } from './scenes.ts';

/** An image file of a camera that pictures are cut from. */
export interface CameraPhoto {
  path: string;
  /** In pixels, upright. */
  width: number;
  height: number;
}

/** How many pictures of each kind a pack has. */
export interface PackSize {
  /** Pictures with copies. */
  originals: number;
  /** Series of pictures of one moment. */
  bursts: number;
  /** Pictures of the same place on another day. */
  lookalikes: number;
}

/** What was done to a copy. */
export type Copying = (typeof COPYINGS)[number]['name'];

/** A file of the pack, besides its pixels. */
interface PackFile {
  /** Within the pack. */
  path: string;
  exif: Exif;
  /** When the file last changed. */
  modified: Date;
}

/** A picture to make, with the path and metadata of each of its files. */
export interface PlannedPicture {
  picture: Omit<Picture, 'source'>;
  source: { scene: SceneView } | { photo: CameraPhoto };
  files: readonly PackFile[];
}

/** What a pack consists of. */
export interface PackTruth {
  /** The same picture, the original first. */
  sets: { original: string; copies: { file: string; how: Copying }[] }[];
  /** Pictures of the same moment. */
  bursts: string[][];
  /** Pictures of the same place, taken on other days. */
  lookalikes: string[][];
}

const WHOLE = [0, 0, 1, 1] as const;
const PLAIN = { gain: 1, gamma: 1, offset: 0 } as const;

type Change = Partial<Omit<FileOfPicture, 'name'>> & { exif?: 'kept' | 'stripped'; orientation?: number };

/** How copies come about, as people and programs make them. */
const COPYINGS = [
  { name: 'recompressed', change: (random) => ({ quality: random.between(0.5, 0.7) }) },
  { name: 'halved', change: (_, longest) => ({ longest: Math.round(longest / 2), quality: 0.85 }) },
  { name: 'sent', change: () => ({ longest: 1600, quality: 0.7, exif: 'stripped' }) },
  {
    name: 'cropped',
    change: (random) => {
      // Five per cent of each side go, at one edge or at both.
      const [left, top] = [random.between(0, 0.05), random.between(0, 0.05)];
      return { crop: [left, top, 0.95, 0.95], quality: 0.9 };
    },
  },
  {
    name: 'brightened',
    change: (random) => ({
      tone: random.pick([
        { gain: random.between(1.1, 1.3), gamma: 1, offset: 0 },
        { gain: 1, gamma: random.between(0.7, 0.85), offset: 0 },
        { gain: random.between(0.8, 0.95), gamma: 1, offset: random.between(15, 35) },
      ]),
      quality: 0.9,
    }),
  },
  {
    name: 'rotated',
    change: (random) =>
      random.pick([
        { turns: 3, orientation: 6, quality: 0.9 },
        { turns: 2, orientation: 3, quality: 0.9 },
        { turns: 1, orientation: 8, quality: 0.9 },
        { turns: 1, quality: 0.9 },
        { turns: 3, quality: 0.9 },
        { mirrored: true, quality: 0.9 },
      ]),
  },
  { name: 'converted', change: () => ({ type: 'image/webp', quality: 0.85, exif: 'stripped' }) },
] as const satisfies readonly {
  name: string;
  change: (random: NamedRandom, longest: number) => Change;
}[];

const CAMERAS = [
  ['Apple', 'iPhone 13'],
  ['Canon', 'EOS 5D Mark IV'],
  ['samsung', 'SM-G991B'],
  ['FUJIFILM', 'X-T4'],
] as const;

const YEAR = 365.25 * 86_400_000;

/** Plans the pictures of a pack. */
export class Plan {
  readonly pictures: PlannedPicture[] = [];
  readonly truth: PackTruth = { sets: [], bursts: [], lookalikes: [] };
  readonly #names = new Set<string>();
  readonly #random: NamedRandom;
  readonly #seed: string;
  /** Parts of photos that no picture shows yet. */
  readonly #parts: { photo: CameraPhoto; window: readonly [number, number, number, number] }[];

  /**
   * @param seed Other seeds give other pictures.
   * @param size Numbers of pictures.
   * @param photos Photos of cameras; pictures are drawn once these are used up.
   */
  constructor(seed: number, size: PackSize, photos: readonly CameraPhoto[]) {
    this.#seed = `${seed}`;
    this.#random = new NamedRandom(`pack ${seed}`);
    this.#parts = this.#random.shuffled(photos.flatMap(partsOf));
    const places = Array.from({ length: size.originals }, (_, i) => this.#original(i));
    for (let i = 0; i < size.bursts; i++) this.#burst(i);
    for (let i = 0; i < size.lookalikes; i++) this.#lookalike(i, places);
    // A reader's order should not give anything away.
    const shuffled = this.#random.shuffled(this.pictures);
    this.pictures.splice(0, this.pictures.length, ...shuffled);
  }

  /** @returns The drawn scene of the original and its file, if it is drawn. */
  #original(i: number): { scene: SceneView; file: string } | undefined {
    const random = new NamedRandom(`original ${this.#seed} ${i}`);
    const { source, window, width, height } = this.#source(`${this.#seed}-${i}`, random, i % 3 === 0);
    const taken = this.#moment(random);
    const exif = random.chance(0.8) ? cameraExif(random, taken) : {};
    const type = Object.keys(exif).length === 0 && random.chance(0.3) ? 'image/png' : 'image/jpeg';
    const original: PackFile = { path: this.#name(random, taken, type), exif, modified: taken };
    const whole: FileOfPicture = {
      ...{ name: original.path, type, quality: 0.93, crop: WHOLE, longest: Number.MAX_SAFE_INTEGER },
      ...{ turns: 0, mirrored: false, tone: PLAIN },
    };
    const copies = COPYINGS.map(({ name, change }) => {
      const { exif: kept, orientation, ...changed }: Change = change(random, Math.max(width, height));
      const file = { ...whole, type: 'image/jpeg' as const, ...changed };
      const modified = new Date(taken.getTime() + random.between(0.01, 1) * YEAR);
      const own = kept === 'stripped' || file.type === 'image/webp' ? {} : exif;
      return {
        how: name,
        file,
        place: {
          path: this.#name(random, name === 'sent' ? modified : taken, file.type, name),
          exif: { ...own, ...(orientation && { orientation }) },
          modified,
        },
      };
    });
    const { path } = original;
    this.pictures.push({
      source,
      picture: {
        ...{ window, width, height, moves: [] },
        noise: noiseOf(random, source),
        files: [whole, ...copies.map(({ file, place }) => ({ ...file, name: place.path }))],
      },
      files: [original, ...copies.map(({ place }) => place)],
    });
    this.truth.sets.push({
      original: path,
      copies: copies.map(({ how, place }) => ({ file: place.path, how })),
    });
    return 'scene' in source ? { scene: source.scene, file: path } : undefined;
  }

  /** Two to four pictures within some seconds. */
  #burst(i: number): void {
    const random = new NamedRandom(`burst ${this.#seed} ${i}`);
    const name = `${this.#seed}-burst-${i}`;
    const base = this.#source(name, random, i % 3 === 0);
    const taken = this.#moment(random);
    const exif = cameraExif(random, taken);
    const paths = Array.from({ length: random.whole(2, 4) }, (_, moment) => {
      const at = new Date(taken.getTime() + moment * random.whole(1, 3) * 1000);
      const far = moment === 0 ? 0 : random.between(0, 0.015);
      const pan = [far * random.pick([-1, 1]), far * random.between(-0.7, 0.7)] as const;
      const path = this.#name(random, at, 'image/jpeg');
      const isDrawn = 'scene' in base.source;
      const source = 'scene' in base.source ? { scene: { ...base.source.scene, moment, pan } } : base.source;
      const [left, top, wide, high] = base.window;
      const window = isDrawn
        ? base.window
        : ([left + wide * (0.04 + pan[0]), top + high * (0.04 + pan[1]), wide * 0.92, high * 0.92] as const);
      this.pictures.push({
        source,
        picture: {
          ...{ window, width: base.width, height: base.height },
          moves: isDrawn || moment === 0 ? [] : movesOf(random),
          noise: { deviation: random.between(1, 6), seed: random.integer(1e9) },
          files: [
            {
              ...{ name: path, type: 'image/jpeg', quality: 0.93, crop: WHOLE, turns: 0, mirrored: false },
              ...{ longest: Number.MAX_SAFE_INTEGER, tone: PLAIN },
            },
          ],
        },
        files: [{ path, exif: { ...exif, taken: exifDate(at) }, modified: at }],
      });
      return path;
    });
    this.truth.bursts.push(paths);
  }

  /** A drawn original's place on another day. */
  #lookalike(i: number, places: readonly ({ scene: SceneView; file: string } | undefined)[]): void {
    const random = new NamedRandom(`lookalike ${this.#seed} ${i}`);
    const known = random.pick(places.filter((place) => place !== undefined));
    const taken = this.#moment(random);
    const path = this.#name(random, taken, 'image/jpeg');
    const scene: SceneView = {
      ...{ place: known.scene.place, day: `${this.#seed}-other-${i}`, moment: 0 },
      pan: [random.between(-0.03, 0.03), random.between(-0.03, 0.03)],
      zoom: random.between(0.98, 1.08),
    };
    const [width, height] = random.pick(SIZES);
    this.pictures.push({
      source: { scene },
      picture: {
        ...{ window: WHOLE, width, height, moves: [] },
        noise: noiseOf(random, { scene }),
        files: [
          {
            ...{ name: path, type: 'image/jpeg', quality: 0.93, crop: WHOLE, turns: 0, mirrored: false },
            ...{ longest: Number.MAX_SAFE_INTEGER, tone: PLAIN },
          },
        ],
      },
      files: [{ path, exif: cameraExif(random, taken), modified: taken }],
    });
    this.truth.lookalikes.push([known.file, path]);
  }

  /** @returns A photo's part if there is one left and photos are wanted, or else a new scene. */
  #source(
    name: string,
    random: NamedRandom,
    wantsPhoto: boolean,
  ): Pick<PlannedPicture, 'source'> & Pick<Picture, 'window' | 'width' | 'height'> {
    const part = wantsPhoto ? this.#parts.pop() : undefined;
    if (part) {
      const { photo, window } = part;
      const [width, height] = [Math.round(photo.width * window[2]), Math.round(photo.height * window[3])];
      return { source: { photo }, window, width, height };
    }
    const [width, height] = random.pick(SIZES);
    const scene: SceneView = { place: name, day: name, moment: 0, pan: [0, 0], zoom: 1 };
    return { source: { scene }, window: WHOLE, width, height };
  }

  #moment(random: NamedRandom): Date {
    return new Date(Math.round((Date.UTC(2012, 0, 1) + random.between(0, 12) * YEAR) / 1000) * 1000);
  }

  /** @returns A name as cameras and programs give it, in one of some folders. */
  #name(random: NamedRandom, at: Date, type: FileOfPicture['type'], how?: Copying): string {
    const date = at.toISOString().slice(0, 10).replaceAll('-', '');
    const number = `${random.integer(100_000)}`.padStart(5, '0');
    const sent = `${random.integer(10_000)}`.padStart(4, '0');
    const suffix = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }[type];
    const stem =
      how === 'sent' ? `IMG-${date}-WA${sent}` : random.pick([`IMG_${number}`, `DSC${number}`, `P${number}`]);
    const folder =
      how === undefined ? `camera/${at.getUTCFullYear()}` : random.pick(['album', 'sent', 'backup']);
    const path = `${folder}/${stem}.${suffix}`;
    // Names without folders are unique, so that the files can be told apart however they are added.
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (this.#names.has(name)) return this.#name(random, at, type, how);
    this.#names.add(name);
    return path;
  }
}

const SIZES = [
  [1600, 1200],
  [1280, 960],
  [1200, 1600],
  [1920, 1080],
  [1000, 1000],
] as const;

/** @returns A small photo, or nine parts of a large one. */
function partsOf(
  photo: CameraPhoto,
): { photo: CameraPhoto; window: readonly [number, number, number, number] }[] {
  if (Math.min(photo.width, photo.height) < 1800) return [{ photo, window: WHOLE }];
  return Array.from({ length: 9 }, (_, i) => ({
    photo,
    window: [(i % 3) / 3, Math.floor(i / 3) / 3, 1 / 3, 1 / 3] as const,
  }));
}

/** Drawn pictures get a sensor's noise; photos have it. */
const noiseOf = (random: NamedRandom, source: PlannedPicture['source']): Picture['noise'] => ({
  deviation: 'scene' in source ? random.between(0, 4) : 0,
  seed: random.integer(1e9),
});

const movesOf = (random: NamedRandom): Move[] =>
  Array.from({ length: random.whole(1, 3) }, () => {
    const radius = random.between(0.04, 0.1);
    const direction = random.between(0, 2 * Math.PI);
    const far = radius * random.between(0.4, 1);
    return {
      from: Array.from({ length: 12 }, () => [random.between(0.2, 0.8), random.between(0.2, 0.8)] as const),
      radius,
      by: [far * Math.cos(direction), far * Math.sin(direction)] as const,
    };
  });

function cameraExif(random: NamedRandom, taken: Date): Exif {
  const [make, model] = random.pick(CAMERAS);
  return { make, model, taken: exifDate(taken), exposure: random.whole(30, 2000) };
}

const exifDate = (date: Date): string =>
  date.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');

/** @returns The source of a planned picture that is drawn, or undefined. */
export const svgOf = ({ source, picture }: PlannedPicture): string | undefined =>
  'scene' in source ? drawn(source.scene, picture.width, picture.height) : undefined;
