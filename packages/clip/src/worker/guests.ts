import type { Engine } from '../engine/engine.ts';
import { asClipError, ClipError } from '../errors.ts';

/**
 * Makes a guest: an object whose methods the page can call, and which works next to the encoders.
 * `CallControls` among their arguments arrive with a live signal and a live `onProgress`.
 *
 * @param engine The worker's engine.
 * @param argument What `clip.host()` was given.
 */
export type CreateGuest<Argument> = (engine: Engine, argument: Argument) => Promise<object> | object;

/** Guests by the URL of their script. A global, since worker and guest are bundled apart. */
const offers = globalThis as { webClipGuests?: Map<string, CreateGuest<never>> };

/**
 * What a guest script calls when it is loaded. A call and no export, since bundlers drop the exports
 * of worker scripts.
 *
 * @param url The script's own `import.meta.url`.
 * @param create Makes the guest.
 */
export function offerGuest<Argument>(url: string, create: CreateGuest<Argument>): void {
  offers.webClipGuests ??= new Map();
  offers.webClipGuests.set(url, create);
}

/**
 * Loads a guest script into this worker.
 *
 * @param url Its absolute URL.
 * @returns What it offers.
 * @throws ClipError `engine-failed` if it cannot be loaded, or offers nothing.
 */
export async function loadGuest(url: string): Promise<CreateGuest<unknown>> {
  try {
    await import(/* @vite-ignore */ url);
  } catch (error) {
    throw asClipError(
      error,
      'engine-failed',
      `The worker could not load ${url}. Serve it with the other scripts.`,
    );
  }
  const create = offers.webClipGuests?.get(url);
  if (!create)
    throw new ClipError('engine-failed', `${url} is no guest script: it never calls offerGuest().`);
  return create as CreateGuest<unknown>;
}
