import { expect, it } from 'vitest';
import { mostRepeated } from './repeated-bytes.ts';

const sent = (asked: number, bytes: number, { start = asked, wrong = false } = {}) => ({
  path: 'model.onnx',
  asked,
  start,
  bytes,
  wrong,
});

it.each([
  ['nothing for an uninterrupted download', [sent(0, 100)], 0],
  ['nothing for one that resumes where it stopped', [sent(0, 60), sent(60, 40)], 0],
  ['bytes requested again', [sent(0, 60), sent(40, 30), sent(65, 35)], 20],
  ['all received bytes if it starts over', [sent(0, 60), sent(0, 100)], 60],
  ['a whole correct file that is requested again', [sent(0, 100), sent(0, 100)], 100],
  ['nothing for a file with a wrong byte', [sent(0, 60, { wrong: true }), sent(60, 40), sent(0, 100)], 0],
  ['a part of it that is skipped', [sent(0, 60, { wrong: true }), sent(0, 100)], 60],
  [
    'a whole correct file after a wrong one',
    [sent(0, 100, { wrong: true }), sent(0, 100), sent(0, 100)],
    100,
  ],
  ['bytes sent before the requested rest', [sent(0, 60), sent(60, 30, { start: 0 }), sent(60, 40)], 30],
])('counts %s', (_, answers, repeated) => {
  expect(mostRepeated(answers, 100)).toBe(repeated);
});
