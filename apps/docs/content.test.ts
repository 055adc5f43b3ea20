import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClipErrorCode, registry } from '@web-clip/clip';
import { expect, test } from 'vitest';
import { filesIn } from './files.ts';

const read = (page: string): string => readFileSync(new URL(page, import.meta.url), 'utf8');

/** The page that explains each code. */
const PAGE_OF: Record<ClipErrorCode, string> = {
  'invalid-argument': 'calls',
  disposed: 'calls',
  'unknown-model': 'models',
  'unsupported-model': 'models',
  'invalid-model': 'models',
  'unsupported-dtype': 'models',
  'download-failed': 'models',
  'no-webgpu': 'running',
  'wrong-results': 'running',
  'engine-failed': 'running',
  'undecodable-image': 'images',
  'too-large-image': 'images',
  'unreadable-file': 'images',
  'storage-full': 'storage',
  'storage-failed': 'storage',
  'invalid-library': 'storage',
};

test.each(Object.entries(PAGE_OF))('error code %s is in the table, and explained', (code, page) => {
  expect(read('errors/index.md')).toContain(`[\`${code}\`](${page}.md#${code})`);
  expect(read(`errors/${page}.md`)).toMatch(new RegExp(`^## ${code}\n\n\\S`, 'm'));
});

test('every model of the registry is listed', () => {
  const page = read('guide/models.md');
  expect([...registry.keys()].filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
});

test('the source files that the guides name exist', () => {
  const guides = readdirSync(new URL('guide', import.meta.url)).map((page) => read(`guide/${page}`));
  const named = guides.flatMap((text) =>
    [...text.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = '']) => file),
  );
  const folders = ['apps', 'e2e', 'packages'].map((folder) =>
    fileURLToPath(new URL(`../../${folder}`, import.meta.url)),
  );
  const existing = new Set(folders.flatMap(filesIn).map((path) => basename(path)));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((file) => !existing.has(basename(file)))).toEqual([]);
});
