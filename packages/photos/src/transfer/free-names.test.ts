import { expect, it } from 'vitest';
import { FreeNames } from './free-names.ts';

const namesIn = (...taken: string[]): FreeNames => {
  const all = new Set(taken.map((name) => name.toLowerCase()));
  return new FreeNames(async (name) => all.has(name.toLowerCase()));
};

it.each<[string[], string[], string[]]>([
  [['IMG_1.jpg'], [], ['IMG_1.jpg']],
  [['IMG_1.jpg'], ['img_1.JPG'], ['IMG_1 (2).jpg']],
  [['IMG_1.jpg'], ['IMG_1.jpg', 'IMG_1 (2).jpg'], ['IMG_1 (3).jpg']],
  [
    ['IMG_1.jpg', 'IMG_1.CR2', 'IMG_1.jpg.xmp'],
    ['IMG_1.CR2'],
    ['IMG_1 (2).jpg', 'IMG_1 (2).CR2', 'IMG_1 (2).jpg.xmp'],
  ],
  [['img_1.heic', 'IMG_1.DNG'], ['img_1.heic'], ['img_1 (2).heic', 'IMG_1 (2).DNG']],
  [['a.b.jpg'], ['a.b.jpg'], ['a.b (2).jpg']],
  [['no ending'], ['no ending'], ['no ending (2)']],
  [['.jpg'], ['.jpg'], ['.jpg (2)']],
])('%j among %j becomes %j', async (names, taken, found) => {
  expect(await namesIn(...taken).find(names)).toEqual(found);
});

it('tries few names for many files of one name', async () => {
  const taken = new Set<string>();
  let tries = 0;
  const names = new FreeNames(async (name) => {
    tries++;
    return taken.has(name);
  });
  for (let i = 0; i < 1000; i++) for (const name of await names.find(['a.jpg'])) taken.add(name);
  expect(taken.size).toBe(1000);
  expect(tries).toBeLessThan(2001);
});
