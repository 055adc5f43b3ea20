import { extname } from 'node:path';
import type { Random } from '../random.ts';
import { BOMBS } from './bombs.ts';
import { DAMAGE } from './damage.ts';
import { METADATA } from './metadata.ts';
import type { ImageFile, Mutation } from './mutant.ts';
import { SIZES } from './sizes.ts';

const MUTATIONS = Object.entries<Mutation>({ ...DAMAGE, ...SIZES, ...METADATA, ...BOMBS });

/** A file made from an intact image. */
export interface Mutant extends ImageFile {
  /** Name of that image. */
  of: string;
  /** Whether its pixels are unchanged, and only its metadata were changed. */
  pixelsKept: boolean;
}

/** Extensions of photos. */
const ENDINGS = ['.jpg', '.png', '.gif', '.webp', '.avif', '.bmp', '.heic', '.tif'];

/**
 * Makes hostile files. Applies every mutation in turn, each to a random image that it applies to.
 *
 * @param sound Images of all formats.
 * @param count Number of files.
 * @returns Files whose names begin with their number, and state the mutation and the image.
 */
export function* mutants(sound: readonly ImageFile[], count: number, random: Random): Generator<Mutant> {
  const formats = new Set(sound.map(({ name }) => extname(name).toLowerCase()));
  for (let number = 0; number < count; number++) {
    const [what, mutation] = MUTATIONS[number % MUTATIONS.length] as [string, Mutation];
    // Choose the format first, because some formats have many more images.
    for (;;) {
      const format = random.pick([...formats]);
      const file = random.pick(sound.filter(({ name }) => extname(name).toLowerCase() === format));
      const bytes = mutation(file, random);
      if (!bytes) continue;
      const stem = file.name.slice(0, -format.length);
      // One in eight gets a wrong extension.
      const ending = random.integer(8) === 0 ? random.pick(ENDINGS) : format;
      const name = `${String(number).padStart(5, '0')} ${what}, ${stem}${ending}`;
      yield { name, bytes, of: file.name, pixelsKept: what in METADATA };
      break;
    }
  }
}
