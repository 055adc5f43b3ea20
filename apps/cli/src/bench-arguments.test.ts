import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchArguments } from './bench-arguments.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-clip-'));
  mkdirSync(join(folder, 'photos/2024'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'model'));
  for (const file of ['photos/b.jpg', 'photos/2024/a b.JPEG', 'photos/notes.txt', 'model/config.json'])
    writeFileSync(join(folder, file), '{}');
});

afterAll(() => rmSync(folder, { recursive: true }));

const parse = (line: string) => benchArguments(line.split(' ').filter(Boolean), folder);

test('folders are resolved, and ids are kept', () => {
  expect(parse('--model model --photos photos --suite text --peer transformers.js --json')).toMatchObject({
    settings: { suites: ['text'], peer: true },
    modelFolder: join(folder, 'model'),
    photos: { folder: join(folder, 'photos'), files: ['2024/a b.JPEG', 'b.jpg'] },
    json: true,
  });
  const { settings, modelFolder, photos } = parse('--model owner/name --device wasm --dtype q8');
  expect(settings).toMatchObject({ model: 'owner/name', device: 'wasm', dtype: 'q8', peer: false });
  expect([modelFolder, photos]).toEqual([undefined, undefined]);
});

test.each([
  ['--photos nowhere', 'There is no folder'],
  ['--photos empty', 'There are no photos in'],
  ['--model empty', 'is not a model folder'],
  ['--suite speed', 'There is no suite “speed”'],
  ['--device gpu', 'There is no device “gpu”'],
  ['--peer onnx', '--peer is onnx'],
  ['--count -5', '--count'],
  ['--fast', '--fast'],
  ['stray', 'stray'],
])('%s is rejected', (line, message) => {
  expect(() => parse(line)).toThrow(message);
});
