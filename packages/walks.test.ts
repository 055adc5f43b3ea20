import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MAP = readFileSync(new URL('README.md', import.meta.url), 'utf8');

/** A name that the map mentions, as in “[file.ts](folder/file.ts) → `Class.member`”. */
interface Mention {
  path: string;
  name: string;
}

/** @returns The names in a text, each with its file. */
const mentionsIn = (text: string): Mention[] =>
  [...text.matchAll(/\]\(([^)]+)\) → `([^`]+)`/g)].map(([, path = '', name = '']) => ({ path, name }));

/** @returns The text below a heading, down to the next of its level. */
function sectionOf(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n${heading}\n`);
  const level = heading.slice(0, heading.indexOf(' ') + 1);
  return after.split(`\n${level}`)[0] as string;
}

/** What may stand before the name of an export, and before that of one with members. */
const EXPORTED = String.raw`^export (?:async )?(?:function\*?|class|interface|type|const)`;
const WITH_MEMBERS = '^export (?:class|interface)';

/** What may stand before the name of a public member. */
const MEMBER = String.raw`^  (?:(?:static|readonly|async|get|override) )*\*?`;

/**
 * @param source TypeScript as Biome formats it: exports are not indented, and their members by two spaces.
 * @param name The name of an export, or of a public member of a class or an interface: `Class.member`.
 * @returns Whether the source has it.
 */
function has(source: string, name: string): boolean {
  const [exported, member] = name.split('.');
  const kinds = member === undefined ? EXPORTED : WITH_MEMBERS;
  const found = new RegExp(`${kinds} ${exported}\\b`, 'm').exec(source);
  if (!found || member === undefined) return found !== null;
  const [body = ''] = source.slice(found.index).split(/^}/m);
  return new RegExp(`${MEMBER}${member}[(<:?; ]`, 'm').test(body);
}

const walks = sectionOf(MAP, '## Four walks')
  .split('\n### ')
  .slice(1)
  .map((walk) => [walk.slice(0, walk.indexOf('\n')), walk] as const);

const glossary = sectionOf(MAP, '## Glossary').trim().split('\n');

it('has four walks, and a glossary of 20 to 40 terms', () => {
  expect(walks).toHaveLength(4);
  expect(glossary.length).toBeGreaterThanOrEqual(20);
  expect(glossary.length).toBeLessThanOrEqual(40);
});

it.each(walks)('names a file and an export in each step of “%s”', (_, walk) => {
  const steps = walk.split('\n').filter((line) => /^\d/.test(line));
  expect(steps.map((step) => mentionsIn(step).length)).toEqual(steps.map(() => 1));
  expect(steps.map((step) => Number.parseInt(step, 10))).toEqual(steps.map((_, i) => i + 1));
});

it('names a file and an export for each term', () => {
  expect(glossary.filter((term) => mentionsIn(term).length !== 1)).toEqual([]);
});

it('names only files and exports that exist', () => {
  const wrong = mentionsIn(MAP).filter(({ path, name }) => {
    const file = new URL(path, import.meta.url);
    return !existsSync(file) || !has(readFileSync(file, 'utf8'), name);
  });
  expect(wrong).toEqual([]);
});

describe('a name', () => {
  const source = `import { other } from './other.ts';
class Hidden {
  open(): void {}
}
export class Lamp {
  readonly #bulb = 1;
  static async make(): Promise<Lamp> {
    return inner();
  }
}
export const lit = true;
export function turn(): void {
  on();
}
`;
  it.each([
    ['Lamp', true],
    ['Lamp.make', true],
    ['lit', true],
    ['turn', true],
    ['turn.on', false],
    ['li', false],
    ['other', false],
    ['Hidden', false],
    ['Hidden.open', false],
    ['Lamp.open', false],
    ['Lamp.bulb', false],
    ['Lamp.inner', false],
    ['Lamp.return', false],
  ])('%s exists: %s', (name, exists) => {
    expect(has(source, name)).toBe(exists);
  });
});
