import { preview } from 'vite';

/**
 * Serves a folder on localhost.
 *
 * @param folder Its path.
 * @param headers Sent with each file.
 * @returns Its URL, which ends with a slash, and a function that stops the server.
 */
export async function served(
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { port: 0, host: 'localhost', headers },
  });
  const [url] = server.resolvedUrls?.local ?? [];
  if (!url) throw new Error('The server has no local address.');
  return { url, stop: () => server.close() };
}
