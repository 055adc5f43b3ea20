import { ClipError } from './errors.ts';

/**
 * Modules of web-clip can be imported anywhere, as for server-side rendering, but only browsers can run them.
 *
 * @param call What was called, such as `createClip()`.
 * @throws ClipError `engine-failed`, with the name of the runtime, unless this is a page or its worker.
 */
export function requireBrowser(call: string): void {
  if ('isSecureContext' in globalThis && 'Worker' in globalThis) return;
  throw new ClipError(
    'engine-failed',
    `${call} was called in ${runtime()}, but web-clip runs in pages and their dedicated workers. Call it in the browser only, not while a page is rendered on a server.`,
  );
}

/** @returns The name of the runtime. Deno and Bun pretend to be Node.js too. */
function runtime(): string {
  if ('Deno' in globalThis) return 'Deno';
  if ('Bun' in globalThis) return 'Bun';
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node ? 'Node.js' : `a ${globalThis.constructor.name}`;
}
