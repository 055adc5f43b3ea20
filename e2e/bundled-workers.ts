import type { ServerResponse } from 'node:http';
import { build, type Connect, type InlineConfig, type Plugin, type Rolldown } from 'vite';

/** Where the test server serves the bundles. */
const BASE = '/bundled-workers/';
const QUERY = '?worker&url';
const PREFIX = '\0bundled-worker:';
const ENTRY = 'virtual:worker-entry';

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' };

/**
 * Gives browser tests workers that are bundled, as they are in the site. The test server would serve a worker's modules
 * one by one, which takes seconds at each start of a worker, and tests start hundreds.
 *
 * @param config Config of the builds, without their inputs.
 */
export function bundledWorkers(config: InlineConfig): Plugin {
  return {
    name: 'bundled-workers',
    enforce: 'pre',
    apply: 'serve',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return undefined;
      const resolved = await this.resolve(source.slice(0, -QUERY.length), importer, { skipSelf: true });
      return resolved && PREFIX + resolved.id;
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      return `export default ${JSON.stringify(await bundled(id.slice(PREFIX.length), config))};`;
    },
    configureServer({ middlewares, config: { server } }) {
      middlewares.use(BASE, (request: Connect.IncomingMessage, response: ServerResponse, next) => {
        const path = new URL(request.url ?? '', 'http://localhost').pathname.slice(1);
        const content = files.get(path);
        if (content === undefined) return next();
        for (const [name, value] of Object.entries(server.headers))
          if (value) response.setHeader(name, value);
        response.setHeader('Content-Type', TYPES[path.split('.').at(-1) as string] ?? '');
        response.end(content);
      });
    },
  };
}

/** Contents of all bundles, by their path below {@link BASE}. All servers of a test run share them. */
const files = new Map<string, string | Uint8Array>();
const urls = new Map<string, Promise<string>>();

/** @returns The URL of a worker's bundle, which is built once. */
function bundled(worker: string, config: InlineConfig): Promise<string> {
  const url = urls.get(worker) ?? bundle(worker, config);
  urls.set(worker, url);
  return url;
}

/** Builds a worker, and the workers that it starts. */
async function bundle(worker: string, config: InlineConfig): Promise<string> {
  const entry: Plugin = {
    name: 'worker-entry',
    resolveId: (source) => (source === ENTRY ? source : undefined),
    load: (id) => (id === ENTRY ? `export { default } from ${JSON.stringify(worker + QUERY)};` : undefined),
  };
  const { output } = (await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    base: BASE,
    publicDir: false,
    plugins: [...(config.plugins ?? []), entry],
    build: {
      ...config.build,
      write: false,
      rolldownOptions: { ...config.build?.rolldownOptions, input: ENTRY, preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput;
  for (const file of output) files.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
  const [{ code }] = output;
  const { default: url } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: string;
  };
  return url;
}
