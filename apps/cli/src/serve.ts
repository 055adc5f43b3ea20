import { fileURLToPath } from 'node:url';
import { type Plugin, type PreviewServer, preview } from 'vite';

/** The workspace's folder. */
export const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Serves the built site on localhost, cross-origin isolated; the configuration is vite.config.ts's.
 *
 * @param port The port to try first; 0 takes any.
 * @param plugins What else it serves.
 * @returns The server and its address, which ends with a slash.
 */
export async function serve(
  port: number,
  plugins: Plugin[] = [],
): Promise<{ server: PreviewServer; url: string }> {
  const server = await preview({
    configFile: `${WORKSPACE}/vite.config.ts`,
    logLevel: 'warn',
    plugins,
    preview: { port, host: 'localhost' },
  });
  const [url] = server.resolvedUrls?.local ?? [];
  if (!url) throw new Error('The server has no local address.');
  return { server, url };
}
