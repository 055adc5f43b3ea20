import { expect, test } from 'vitest';
import type { ModelSpec } from 'web-clip';
import { downloadSize } from './download-size.ts';

const model = (files: ModelSpec['files']) => ({ files }) as ModelSpec;
const tower = { vision: '', text: '' };

test('the size is that of the dtype in use, else the smallest, else unknown', () => {
  const both = model({ fp16: { ...tower, bytes: 300 }, q8: { ...tower, bytes: 150 } });
  expect(downloadSize(both, 'fp16')).toBe(300);
  expect(downloadSize(both, 'q4f16')).toBe(150);
  expect(downloadSize(both, undefined)).toBe(150);
  expect(downloadSize(model({ q4: tower, fp32: { ...tower, bytes: 600 } }), 'q4')).toBe(600);
  expect(downloadSize(model({}), 'q8')).toBeUndefined();
});
