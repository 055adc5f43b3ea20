import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Gazetteer } from '../../places/gazetteer.ts';
import { printFilter, printTerm } from '../grammar/print.ts';
import { NOW, SENTENCES, TRAPS } from './sentences.fixture.ts';
import { type Suggestion, suggest } from './suggest.ts';

const gazetteer = new Gazetteer();
const placeNames = { find: async (name: string) => gazetteer.find(name) };

const suggestions = (text: string) => suggest(text, { now: NOW, placeNames });

const chipOf = ({ add }: Suggestion): string =>
  'term' in add ? printTerm(add.term) : printFilter(add.filter);

it.each(Object.values(SENTENCES).flat())('offers for “%s” the chips %j', async (sentence, chips, rest) => {
  const offered = await suggestions(sentence);
  expect(offered.map(chipOf)).toEqual(chips);
  // Taking one offer after the other.
  let left = sentence;
  for (let next = offered; next[0]; next = await suggestions(left)) left = next[0].rest;
  expect(left).toBe(rest);
});

it.each(TRAPS)('offers nothing for “%s”', async (caption) => {
  expect(await suggestions(caption)).toEqual([]);
});

const shared = process.env.WEB_CLIP_SHARED;
const captions = shared && join(shared, 'photos/captioned/captions.csv');

it.skipIf(!captions)('offers nothing for the captions of real photos', async () => {
  const lines = readFileSync(captions as string, 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  expect(lines.length + TRAPS.length).toBeGreaterThanOrEqual(500);
  for (const line of lines) {
    const caption = line.slice(line.indexOf(',') + 1).replaceAll('"', '');
    expect(await suggestions(caption), caption).toEqual([]);
  }
});

it('says which words it would replace', async () => {
  const [offer] = await suggestions('a lake, taken in July 2019, with boats');
  expect(offer).toMatchObject({ text: 'taken in July 2019', rest: 'a lake, with boats' });
});

it('suggests no places without a gazetteer', async () => {
  expect(await suggest('a castle in Lausanne', { now: NOW })).toEqual([]);
});
