import { expect, it } from 'vitest';
import { randomAccess } from '../random-access.ts';
import { numberOf, numbersOf, readDirectory, readTiffHeader } from './directories.ts';
import { TiffWriter } from './tiff-writer.fixture.ts';

it('reads one value of a field, or all', async () => {
  const writer = new TiffWriter('MM');
  const access = randomAccess(writer.finish(writer.directory([[258, 'SHORT', [5, 6, 7, 8]]])));
  const ranges: number[] = [];
  const file = {
    ...access,
    read: (start: number, end: number) => {
      ranges.push(end - start);
      return access.read(start, end);
    },
  };
  const header = await readTiffHeader(file);
  if (!header) throw new Error('There is no header.');
  const directory = await readDirectory(header.layout, header.first);
  if (!directory) throw new Error('There is no directory.');
  ranges.length = 0;
  expect(await numberOf(header.layout, directory, 258)).toBe(5);
  expect(await numbersOf(header.layout, directory, 258)).toEqual([5, 6, 7, 8]);
  expect(await numberOf(header.layout, directory, 259)).toBeUndefined();
  expect(ranges).toEqual([2, 8]);
});
