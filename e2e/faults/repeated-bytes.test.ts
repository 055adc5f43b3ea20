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
  ['nothing of a download in one go', [sent(0, 100)], 0],
  ['nothing of one that goes on where it stopped', [sent(0, 60), sent(60, 40)], 0],
  ['what is asked for again', [sent(0, 60), sent(40, 30), sent(65, 35)], 20],
  ['all that came if it begins anew', [sent(0, 60), sent(0, 100)], 60],
  ['all of a right file that is asked for again', [sent(0, 100), sent(0, 100)], 100],
  ['nothing of a file with a wrong byte', [sent(0, 60, { wrong: true }), sent(60, 40), sent(0, 100)], 0],
  ['a part of it that is left out', [sent(0, 60, { wrong: true }), sent(0, 100)], 60],
  ['all of a right file after a wrong one', [sent(0, 100, { wrong: true }), sent(0, 100), sent(0, 100)], 100],
  [
    'what came before the rest that was asked for',
    [sent(0, 60), sent(60, 30, { start: 0 }), sent(60, 40)],
    30,
  ],
])('counts %s', (_, answers, repeated) => {
  expect(mostRepeated(answers, 100)).toBe(repeated);
});
