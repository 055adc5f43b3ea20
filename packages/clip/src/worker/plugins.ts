import { asClipError, ClipError } from '@web-clip/calls';
import type { Engine } from '../engine/engine.ts';

/**
 * Creates a guest: an object that works next to the encoders and whose methods the page can call.
 * `CallControls` among their arguments arrive with a working signal and `onProgress`.
 *
 * @param engine The worker's engine.
 * @param argument The argument of `clip.host()`.
 */
export type CreateGuest<Argument> = (engine: Engine, argument: Argument) => Promise<object> | object;

/** Guests by the URL of their script. A global variable, because worker and guest are bundled separately. */
const offers = globalThis as { webClipGuests?: Map<string, CreateGuest<never>> };

/**
 * A guest script calls this when it is loaded. It is a call rather than an export, because bundlers drop the
 * exports of worker scripts.
 *
 * @param url The script's own `import.meta.url`.
 * @param create Creates the guest.
 */
export function offerGuest<Argument>(url: string, create: CreateGuest<Argument>): void {
  offers.webClipGuests ??= new Map();
  offers.webClipGuests.set(url, create);
}

/**
 * Loads a guest script into this worker.
 *
 * @param url Its absolute URL.
 * @returns The function that the script offers.
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
