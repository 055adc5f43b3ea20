import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKSPACE } from '@web-clip/cli/serve';
import { createServer } from 'vite';
import { FOLDER, run, TARBALL } from './packed.ts';
import { served } from './served.ts';

const PROJECTS = fileURLToPath(new URL('../projects', import.meta.url));
const IMAGE = join(WORKSPACE, 'public/samples/slice-of-pizza.webp');

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
}

/** Copies a project, and installs the packed package and the project's own tools into it. */
function installed(name: string, folderOfImage = '.', npmOptions: readonly string[] = []): string {
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(PROJECTS, name), folder, { recursive: true });
  copyFileSync(join(PROJECTS, 'page.js'), join(folder, 'page.js'));
  mkdirSync(join(folder, folderOfImage), { recursive: true });
  copyFileSync(IMAGE, join(folder, folderOfImage, 'pizza.webp'));
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', ...npmOptions];
  run('npm', ['install', ...options], folder);
  return folder;
}

/** A bundler that writes `dist/`, to which a page of the project's own is added. */
function bundled(name: string): Project {
  return {
    name,
    async serve() {
      const folder = installed(name);
      run('npm', ['run', '--silent', 'build'], folder);
      for (const file of ['index.html', 'pizza.webp'])
        copyFileSync(join(folder, file), join(folder, 'dist', file));
      return served(join(folder, 'dist'));
    },
  };
}

/** The folder of the unpacked package. */
export function unpacked(name: string): string {
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xzf', TARBALL, '-C', folder], folder);
  return join(folder, 'package');
}

export const PLAIN_HTML: Project = {
  name: 'plain HTML',
  async serve() {
    const folder = installed('html');
    run('npx', ['web-clip', 'assets', 'own'], folder);
    return served(folder);
  },
};

/** The package is on a server of its own, as on a CDN. */
export const OTHER_ORIGIN: Project = {
  name: 'another origin',
  async serve() {
    const other = await served(unpacked('cdn'), { 'Access-Control-Allow-Origin': '*' });
    const folder = join(FOLDER, 'other-origin');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const page = readFileSync(join(PROJECTS, 'other-origin/index.html'), 'utf8');
    writeFileSync(
      join(folder, 'index.html'),
      page.replaceAll('OTHER/', other.url).replaceAll('OTHER', other.url),
    );
    copyFileSync(join(PROJECTS, 'page.js'), join(folder, 'page.js'));
    copyFileSync(IMAGE, join(folder, 'pizza.webp'));
    const { url, stop } = await served(folder);
    return {
      url,
      stop: async () => {
        await stop();
        await other.stop();
      },
    };
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

/** Next renders the page on the server first. */
const NEXT: Project = {
  name: 'Next',
  async serve() {
    const folder = installed('next', 'public');
    run('npm', ['run', '--silent', 'build'], folder);
    const port = 4300 + Math.floor(Math.random() * 500);
    const server = spawn('npx', ['next', 'start', '--port', String(port)], { cwd: folder, detached: true });
    const url = `http://localhost:${port}/`;
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (text) => String(text).includes('Ready') && resolve());
      server.on('exit', (status) => reject(new Error(`next start ended with ${status}.`)));
    });
    return { url, stop: () => void process.kill(-(server.pid as number)) };
  },
};

/** All kinds of projects, the quickest first. */
export const ALL: readonly Project[] = [
  PLAIN_HTML,
  OTHER_ORIGIN,
  VITE,
  VITE_DEV,
  bundled('webpack'),
  bundled('rspack'),
  NEXT,
];
