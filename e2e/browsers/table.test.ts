import { expect, it } from 'vitest';
import type { Finding } from './findings.ts';
import { tableOf } from './table.ts';

const finding = (what: string, state: Finding['state'], found: string): Finding => ({
  what,
  state,
  found,
  seconds: 1,
});

it('has a row per check, a column per browser, and reasons below', () => {
  const table = tableOf([
    {
      title: 'A',
      findings: [finding('starts', 'passed', 'wasm'), finding('threads', 'failed', 'Two are one.')],
    },
    {
      title: 'Browser B',
      findings: [finding('starts', 'skipped', 'Install it.'), finding('threads', 'not available', 'None.')],
    },
  ]);
  expect(table.split('\n')).toEqual([
    '|         | A     | Browser B     |',
    '| ------- | ----- | ------------- |',
    '| starts  | yes   | not checked   |',
    '| threads | FAILS | not available |',
    '',
    '- A, threads: FAILS. Two are one.',
    '- Browser B, starts: not checked. Install it.',
    '- Browser B, threads: not available. None.',
  ]);
});

it('states a reason once if all checks share it', () => {
  const missing = ['starts', 'threads'].map((what) => finding(what, 'skipped', 'Install it.'));
  const table = tableOf([{ title: 'A', findings: missing }]);
  expect(table.split('\n').slice(-2)).toEqual(['', '- A, everything: not checked. Install it.']);
});
