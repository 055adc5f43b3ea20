import { readdirSync, readFileSync } from 'node:fs';
import type { CustomElement } from 'custom-elements-manifest/schema';
import { expect, test } from 'vitest';
import { customElementsManifest } from './custom-elements.ts';

const manifest = customElementsManifest('element.js');
const [module] = manifest.modules;
const element = module?.declarations?.[0] as CustomElement;

const sources = new URL('../src/', import.meta.url);
const source = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(new URL(path.replaceAll('\\', '/'), sources), 'utf8'))
  .join();

const namesOf = (list: readonly { name: string }[] | undefined): string[] =>
  (list ?? []).map(({ name }) => name).sort();

test('the manifest names the element, its module, and all that is public', () => {
  expect(module?.path).toBe('element.js');
  expect(element.tagName).toBe('photo-search');
  expect(namesOf(element.attributes)).toEqual(
    expect.arrayContaining(['model', 'model-host', 'query', 'selection']),
  );
  expect(namesOf(element.members)).toEqual(
    expect.arrayContaining(['add', 'clip', 'library', 'search', 'selected', 'strings']),
  );
  expect(namesOf(element.members).filter((name) => name.startsWith('#'))).toEqual([]);
  expect(element.events?.find(({ name }) => name === 'select')?.type.text).toBe(
    'CustomEvent<readonly Photo[]>',
  );
});

test('every part and every custom property of the sources is described', () => {
  const parts = [...source.matchAll(/\bpart=(?:"([^"$]*)|\$\{[^}]*'([\w -]+)' : '([\w -]+)')/g)];
  const used = new Set(parts.flatMap(([, ...names]) => names.flatMap((name) => name?.split(' ') ?? [])));
  used.delete('');
  const described = namesOf(element.cssParts);
  expect([...used].filter((name) => !described.includes(name))).toEqual([]);
  const properties = new Set(source.match(/(?<=var\()--photo-search-[\w-]+/g));
  // It is set by the element itself.
  properties.delete('--photo-search-covered');
  expect(namesOf(element.cssProperties)).toEqual([...properties].sort());
});
