import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, type Handler, mounted } from '@web-clip/cli/mount';
import { serve } from '@web-clip/cli/serve';
import { WORKSPACE } from '../workspace.ts';

/** Tiny models of every family, with the results of the reference libraries; see their README. */
export const PACKS = join(WORKSPACE, 'packages/clip/fixtures');

/** Images of every format, with their decoded pixels; see their README. */
export const IMAGES = join(WORKSPACE, 'packages/images/src/fixtures');

/** The built site, which can go offline. */
export interface Site {
  /** Ends with a slash. */
  readonly url: string;
  /** Stops answering. */
  stop(): Promise<void>;
  /** Answers again at the same address. */
  start(): Promise<void>;
}

/** Serves the built site on a free port. */
export async function openSite(): Promise<Site> {
  let { server, url } = await serve(0);
  const { port } = new URL(url);
  return {
    url,
    stop: async () => {
      const closed = server.close();
      // Closing waits for connections, and browsers keep them open.
      if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
      await closed;
    },
    start: async () => {
      ({ server, url } = await serve(Number(port)));
      if (new URL(url).port !== port) throw new Error(`Port ${port} was taken while the site was stopped.`);
    },
  };
}

/** A site on another origin with the built modules, without a service worker. */
export interface ModulesSite {
  /** An empty page, cross-origin isolated. `web-clip/`, `packs/`, `pictures/` and `samples/` lie beside it. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built modules with the packs and images for testing them. */
export async function openModulesSite(): Promise<ModulesSite> {
  const blank: Handler = (_request, response) => {
    const headers = server.config.preview.headers as Record<string, string>;
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html' });
    response.end('<!doctype html><title>Modules</title>');
  };
  const { server, url } = await serve(0, [
    mounted({ '/blank.html': blank, '/packs': filesOf(PACKS), '/pictures': filesOf(IMAGES) }),
  ]);
  return { url: `${url}blank.html`, close: () => server.close() };
}

/** Expected result of decoding an image of {@link PICTURES}. */
interface Note {
  /** In pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Maximum deviation of decoders, of 255. */
  readonly within: number;
}

/** @returns The expected results, by image name. */
export const notesOf = (file: 'expected.json' | 'exact.json'): Record<string, Note> =>
  JSON.parse(readFileSync(join(IMAGES, file), 'utf8'));

/** @returns Names of images in {@link PICTURES}. */
export const imageNames = (): string[] =>
  readdirSync(IMAGES).filter((name) => /\.(png|jpe?g|gif|webp|avif|heic|bmp)$/.test(name));
