import { expect, test } from 'vitest';
import { queryOf, type Settings, settingsOf } from './settings.ts';

test('an empty address measures the suites that take a few minutes', () => {
  expect(settingsOf(new URLSearchParams())).toEqual({
    suites: ['index', 'text', 'search', 'start'],
    model: 'pocket',
    device: 'auto',
    peer: false,
    runs: 5,
  });
});

test('an address contains the settings', () => {
  const settings: Settings = {
    suites: ['memory', 'index'],
    model: './model/',
    device: 'webgpu',
    dtype: 'q4f16',
    peer: true,
    photos: 'photos/list.json',
    report: '/report',
    runs: 3,
    count: 1000,
  };
  expect(settingsOf(queryOf(settings))).toEqual(settings);
});

test.each([
  ['run=index,nope', 'There is no suite “nope”. Use index, text'],
  ['run=', 'Choose what to measure: index, text'],
  ['device=gpu', 'There is no device “gpu”. Use auto, webgpu, wasm.'],
  ['dtype=fp8', 'There is no dtype “fp8”'],
  ['runs=0', 'runs is 0, but must be at least 1.'],
  ['count=many', 'count is many'],
])('%s is rejected', (query, message) => {
  expect(() => settingsOf(new URLSearchParams(query))).toThrow(message);
});
