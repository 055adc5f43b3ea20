import { expect, test } from 'vitest';
import type { Environment, Result } from './result.ts';
import { markdownReport, rounded, textTable } from './tables.ts';

const environment: Environment = {
  date: '2026-11-21T10:00:00.000Z',
  browser: 'Chrome/156.0.0.0',
  cores: 8,
  memory: 16,
  adapter: 'nvidia hopper',
  model: 'Pocket',
  backend: 'webgpu',
  dtype: 'fp16',
  threads: 8,
  batchSize: 32,
};

const result: Result = {
  suite: 'index',
  title: 'Indexing',
  unit: 'photos/s',
  rows: [
    {
      name: 'embedImages',
      by: 'web-clip',
      value: 612.34,
      runs: [600, 612.34, 620],
      parts: { 'decode ms': 3.456 },
    },
    { name: 'at its best', by: 'transformers.js', value: 3.5, runs: [3.5, 3.4, 3.6] },
  ],
  ratios: [{ name: 'one / other', value: 174.95, unit: 'times as fast' }],
  notes: ['Measured so.'],
};

test('numbers have three significant digits', () => {
  expect([0.012345, 5, 12.345, 612.34, 123456].map(rounded)).toEqual([
    '0.0123',
    '5',
    '12.3',
    '612',
    '123,456',
  ]);
});

test('a table is aligned', () => {
  expect(textTable(result).split('\n')).toEqual([
    'Indexing',
    '',
    '             by               photos/s  lowest  highest  decode ms',
    'embedImages  web-clip              612     600      620       3.46',
    'at its best  transformers.js       3.5     3.4      3.6',
    '',
    'one / other: 175 times as fast',
    'Measured so.',
  ]);
});

test('a report contains the environment, tables, ratios, notes and errors', () => {
  expect(markdownReport(environment, [result], ['start: out of memory'])).toBe(
    [
      '## web-clip, measured',
      '',
      'Pocket (fp16) on webgpu (nvidia hopper), batches of 32; 8 cores; 16 GB or more; Chrome/156.0.0.0; 2026-11-21',
      '',
      '### Indexing',
      '',
      '|  | by | photos/s | lowest | highest | decode ms |',
      '| --- | --- | --: | --: | --: | --: |',
      '| embedImages | web-clip | 612 | 600 | 620 | 3.46 |',
      '| at its best | transformers.js | 3.5 | 3.4 | 3.6 |  |',
      '',
      '- one / other: 175 times as fast',
      '- Measured so.',
      '',
      'start: out of memory',
      '',
    ].join('\n'),
  );
});

test('single measurements have no lowest and highest', () => {
  const once = { ...result, rows: [{ name: 'peak', by: 'web-clip' as const, value: 5, runs: [5] }] };
  expect(textTable(once)).toContain('      by        photos/s\npeak  web-clip         5\n');
});
