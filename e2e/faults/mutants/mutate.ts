import { extname } from 'node:path';
import type { Random } from '../random.ts';
import { BOMBS } from './bombs.ts';
import { DAMAGE } from './damage.ts';
import { METADATA } from './metadata.ts';
import type { Mutation, PictureFile } from './mutant.ts';
import { SIZES } from './sizes.ts';

const MUTATIONS = Object.entries<Mutation>({ ...DAMAGE, ...SIZES, ...METADATA, ...BOMBS });

/** A file that was made of a sound picture. */
export interface Mutant extends PictureFile {
  /** Name of that picture. */
  of: string;
  /** Whether its pixels are what they were, and only what is said about them was changed. */
  pixelsKept: boolean;
}

/** What photos are called. */
const ENDINGS = ['.jpg', '.png', '.gif', '.webp', '.avif', '.bmp', '.heic', '.tif'];

/**
 * Makes hostile files: every mutation in turn, of a picture that chance picks among those that it fits.
 *
 * @param sound Pictures, of all formats.
 * @param count How many to make.
 * @returns Files whose names begin with their number, and say what was done to which picture.
 */
export function* mutants(sound: readonly PictureFile[], count: number, random: Random): Generator<Mutant> {
  const formats = new Set(sound.map(({ name }) => extname(name).toLowerCase()));
  for (let number = 0; number < count; number++) {
    const [what, mutation] = MUTATIONS[number % MUTATIONS.length] as [string, Mutation];
    // No format is left to chance, though there are many more pictures of some.
    for (;;) {
      const format = random.pick([...formats]);
      const file = random.pick(sound.filter(({ name }) => extname(name).toLowerCase() === format));
      const bytes = mutation(file, random);
      if (!bytes) continue;
      const stem = file.name.slice(0, -format.length);
      // One in eight is called what it is not.
      const ending = random.integer(8) === 0 ? random.pick(ENDINGS) : format;
      const name = `${String(number).padStart(5, '0')} ${what}, ${stem}${ending}`;
      yield { name, bytes, of: file.name, pixelsKept: what in METADATA };
      break;
    }
  }
}
