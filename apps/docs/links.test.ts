import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';
import { expect, test } from 'vitest';
import { sidebar } from './.vitepress/sidebar.ts';
import { filesIn } from './files.ts';
import { linksOf, slugsOf } from './markdown.ts';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));
const SITE = join(WORKSPACE, 'apps/docs');
/** The API pages, which the build of the site makes. It also checks links to them. */
const API = join(SITE, 'api');

const isInside = (folder: string, path: string): boolean => path.startsWith(folder + sep);

/** Absolute paths of the Markdown files in a folder. */
function pagesIn(folder: string): string[] {
  return filesIn(join(WORKSPACE, folder)).filter((path) => path.endsWith('.md') && !isInside(API, path));
}

const PAGES = [join(WORKSPACE, 'README.md'), ...['.github', 'packages', 'apps/docs'].flatMap(pagesIn)];

/** @returns Why a link leads nowhere, or undefined if it leads somewhere. */
function mistakeIn(page: string, link: string): string | undefined {
  if (/^[a-z][\w+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : targetOf(page, path);
  if (isInside(API, target)) return undefined;
  if (!existsSync(target)) return `${link} leads to ${relative(WORKSPACE, target)}, which does not exist`;
  if (anchor === undefined) return undefined;
  const slugs = statSync(target).isFile() ? slugsOf(readFileSync(target, 'utf8')) : [];
  return slugs.includes(anchor) ? undefined : `${link} leads to no heading`;
}

function targetOf(page: string, path: string): string {
  // Beside the site, the examples and `public/` are served.
  if (path.startsWith('/../examples/'))
    return join(WORKSPACE, 'apps/examples/pages', path.slice('/../examples/'.length));
  if (path.startsWith('/../')) return join(WORKSPACE, 'public', path.slice('/../'.length));
  if (!path.startsWith('/')) return join(dirname(page), path);
  return join(SITE, path.endsWith('/') ? `${path}index.md` : `${path}.md`);
}

test.each(PAGES.map((page) => relative(WORKSPACE, page)))('the links of %s lead somewhere', (name) => {
  const page = join(WORKSPACE, name);
  // It becomes a part of the API pages.
  const place = page === join(SITE, 'api-start.md') ? join(API, 'index.md') : page;
  const mistakes = linksOf(readFileSync(page, 'utf8')).flatMap((link) => mistakeIn(place, link) ?? []);
  expect(mistakes).toEqual([]);
});

test('the sidebar lists every page once', () => {
  const linksIn = ({ link, items = [] }: DefaultTheme.SidebarItem): string[] => [
    ...(link ? [link] : []),
    ...items.flatMap(linksIn),
  ];
  const listed = sidebar.flatMap(linksIn).map((link) => targetOf(SITE, link));
  const written = pagesIn('apps/docs').filter((page) => dirname(page) !== SITE);
  expect(listed.toSorted()).toEqual(written.toSorted());
});
