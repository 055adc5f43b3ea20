import { fileURLToPath } from 'node:url';
import { type Plugin, type PreviewServer, preview } from 'vite';

/** Path of the workspace. */
export const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Serves the built site on localhost, cross-origin isolated, with the configuration in vite.config.ts.
 *
 * @param port The first port to try; 0 for any.
 * @param plugins Plugins that serve more.
 * @returns The server and its URL, which ends with a slash.
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
