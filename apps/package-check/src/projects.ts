import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { EXAMPLES, emptied, installed, installedExample, unpacked } from './install.ts';
import { FOLDER, QUIET, run, VERSION } from './packed.ts';
import { served } from './served.ts';
import { label, searchElement, searchLibrary, type Use } from './uses.ts';

/** A page that is being served. */
export interface ServedProject {
  url: string;
  stop: () => void | Promise<void>;
}

/** A project of somebody who has installed the package. */
export interface Project {
  name: string;
  /** Installs, builds and serves it. */
  serve(): Promise<ServedProject>;
  /** What a person does there. Default: the page runs `page.js`. */
  use?: Use;
}

/**
 * @param added Files of the project that the bundler does not write into `dist/`.
 * @param folderOfImage Where the project's image belongs.
 */
function bundled(name: string, added: readonly string[], folderOfImage = '.'): Project {
  return {
    name,
    async serve() {
      const folder = installed(name.toLowerCase(), folderOfImage);
      run('npm', ['run', '--silent', 'build'], folder);
      for (const file of added) copyFileSync(join(folder, file), join(folder, 'dist', file));
      return served(join(folder, 'dist'));
    },
  };
}

export const PLAIN_HTML: Project = {
  name: 'plain HTML',
  async serve() {
    const folder = installed('html');
    run('npx', ['web-clip', 'assets', 'own'], folder);
    return served(folder);
  },
};

/** The package is on a server of its own, in the place of the CDN that the example names. */
export const CDN: Project = {
  name: 'CDN',
  async serve() {
    const cdn = await served(unpacked('cdn-files'), { 'Access-Control-Allow-Origin': '*' });
    const folder = emptied('cdn');
    const page = readFileSync(join(EXAMPLES, 'cdn/index.html'), 'utf8');
    writeFileSync(
      join(folder, 'index.html'),
      page
        .replaceAll(`https://cdn.jsdelivr.net/npm/web-clip@${VERSION}/`, cdn.url)
        .replaceAll('https://cdn.jsdelivr.net', new URL(cdn.url).origin),
    );
    const { url, stop } = await served(folder);
    return {
      url,
      stop: async () => {
        await stop();
        await cdn.stop();
      },
    };
  },
  async use(page) {
    await label(page);
    await searchElement(page);
  },
};

/** Built by the Vite of this workspace, so that it needs no network. */
export const VITE: Project & { dist: string } = {
  name: 'Vite',
  dist: join(FOLDER, 'vite/dist'),
  async serve() {
    const folder = installed('vite', 'public', ['--offline']);
    run('npx', ['vite', 'build', '--logLevel', 'error'], folder);
    return served(this.dist);
  },
};

const VITE_DEV: Project = {
  name: 'Vite, in development',
  async serve() {
    const server = await createServer({
      configFile: false,
      root: installed('vite', 'public', ['--offline']),
      logLevel: 'error',
      server: { port: 0, host: 'localhost' },
    });
    await server.listen();
    const [url] = server.resolvedUrls?.local ?? [];
    if (!url) throw new Error('The server has no local address.');
    return { url, stop: () => server.close() };
  },
};

/** Built by the Vite and the React of this workspace, so that it needs no network. */
export const REACT: Project = {
  name: 'React',
  async serve() {
    const folder = installedExample('react', ['react', 'react-dom', 'vite']);
    run('npx', ['vite', 'build', '--logLevel', 'error'], folder);
    return served(join(folder, 'dist'));
  },
  use: label,
};

const VUE: Project = {
  name: 'Vue',
  async serve() {
    const folder = installedExample('vue');
    run('npm', ['run', '--silent', 'build'], folder);
    return served(join(folder, 'dist'));
  },
  use: searchLibrary,
};

const NEXT: Project = {
  name: 'Next',
  async serve() {
    const folder = installedExample('next');
    run('npm', ['run', '--silent', 'build'], folder);
    // The system chooses the port.
    const server = spawn('npx', ['next', 'start', '--port', '0'], {
      cwd: folder,
      detached: true,
      env: QUIET,
    });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      server.stdout.on('data', (text) => {
        said += text;
        const [address] = /http:\/\/localhost:\d+/.exec(said) ?? [];
        if (address && said.includes('Ready')) resolve(`${address}/`);
      });
      server.on('exit', (status) => reject(new Error(`next start ended with ${status}: ${said}`)));
    });
    return { url, stop: () => void process.kill(-(server.pid as number)) };
  },
  async use(page) {
    // The server has rendered the element already.
    const html = await (await page.request.get(page.url())).text();
    if (!html.includes('<photo-search')) throw new Error('The server has not rendered the element.');
    await searchElement(page);
    await page.getByText('The best match is slice-of-pizza.webp.').waitFor();
  },
};

/** All kinds of projects, the quickest first. */
export const ALL: readonly Project[] = [
  PLAIN_HTML,
  CDN,
  VITE,
  VITE_DEV,
  REACT,
  bundled('webpack', ['index.html', 'pizza.webp']),
  bundled('rspack', ['index.html', 'pizza.webp']),
  bundled('Parcel', []),
  bundled('Astro', [], 'public'),
  VUE,
  NEXT,
];
