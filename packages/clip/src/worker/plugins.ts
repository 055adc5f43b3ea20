import { asClipError, ClipError, scriptUrl } from '@web-clip/calls';
import type { Engine } from '../engine/engine.ts';

/**
 * Creates a plugin: an object that works next to the encoders and whose methods the page can call.
 * `CallControls` among their arguments arrive with a working signal and `onProgress`.
 *
 * @param engine The worker's engine.
 * @param argument The argument of `clip.loadPlugin()`.
 */
export type CreatePlugin<Argument> = (engine: Engine, argument: Argument) => Promise<object> | object;

/** Plugins by the URL of their script. A global variable, because worker and plugin are bundled separately. */
const plugins = globalThis as { webClipPlugins?: Map<string, CreatePlugin<never>> };

/**
 * A plugin script calls this when it is loaded. It is a call rather than an export, because bundlers drop the
 * exports of worker scripts.
 *
 * @param url The script's own `import.meta.url`.
 * @param create Creates the plugin.
 */
export function registerPlugin<Argument>(url: string, create: CreatePlugin<Argument>): void {
  plugins.webClipPlugins ??= new Map();
  plugins.webClipPlugins.set(url, create);
}

/**
 * Loads a plugin script into this worker.
 *
 * @param script Its absolute URL.
 * @returns The function that the script registered.
 * @throws ClipError `engine-failed` if it cannot be loaded or registers nothing.
 */
export async function importPlugin(script: string): Promise<CreatePlugin<unknown>> {
  const url = scriptUrl(globalThis.webClipAssets, script);
  try {
    await import(/* @vite-ignore */ url);
  } catch (error) {
    throw asClipError(
      error,
      'engine-failed',
      `The worker could not load ${url}. Serve it alongside the other scripts.`,
    );
  }
  const create = plugins.webClipPlugins?.get(url);
  if (!create)
    throw new ClipError('engine-failed', `${url} did not register a plugin. Call registerPlugin() in it.`);
  return create as CreatePlugin<unknown>;
}
