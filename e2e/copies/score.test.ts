import { expect, it } from 'vitest';
import type { PackTruth } from './plan.ts';
import { pairsOf, scoreKept, scorePairs } from './score.ts';

const truth: PackTruth = {
  sets: [
    {
      original: 'a/1.jpg',
      copies: [
        { file: 'b/2.jpg', how: 'halved' },
        { file: 'b/3.jpg', how: 'sent' },
      ],
    },
    { original: 'a/4.jpg', copies: [{ file: 'b/5.jpg', how: 'halved' }] },
  ],
  bursts: [['a/6.jpg', 'a/7.jpg']],
  lookalikes: [['a/1.jpg', 'a/8.jpg']],
};

it('counts pairs', () => {
  const found = pairsOf([
    ['1.jpg', '2.jpg', '8.jpg'],
    ['6.jpg', '7.jpg'],
  ]);
  expect(scorePairs(found, truth)).toEqual({ precision: 0.25, recall: 0.25, burstPairs: 1, otherPairs: 2 });
  expect(scorePairs(new Set(), truth)).toMatchObject({ precision: 1, recall: 0 });
});

it('counts originals that are kept', () => {
  const groups = [
    { keep: '1.jpg', files: ['1.jpg', '2.jpg'] },
    { keep: '5.jpg', files: ['4.jpg', '5.jpg'] },
    { keep: '6.jpg', files: ['6.jpg', '7.jpg'] },
  ];
  expect(scoreKept(groups, truth)).toEqual({ right: 1, of: 2 });
});
