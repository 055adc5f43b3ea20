import { ClipError } from '@web-clip/clip/internal';
import type { Gazetteer } from './gazetteer.ts';

let loading: Promise<Gazetteer> | undefined;

/**
 * @returns The gazetteer. It is loaded once, for the first place: a few hundred kB, from where this code is.
 * @throws ClipError `download-failed`; the next call tries again.
 */
export async function loadGazetteer(): Promise<Gazetteer> {
  loading ??= import('./gazetteer.ts').then(({ Gazetteer }) => new Gazetteer());
  try {
    return await loading;
  } catch (cause) {
    loading = undefined;
    throw new ClipError(
      'download-failed',
      'The browser could not load the list of cities. Go online, and try again.',
      { cause },
    );
  }
}
