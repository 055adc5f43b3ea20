import { expect, it } from 'vitest';
import {
  CALL_RULES,
  checkList,
  checkOptions,
  checkTexts,
  described,
  FLAG,
  oneOf,
  TEXT,
} from './arguments.ts';

const RULES = { device: oneOf(['auto', 'wasm']), dtype: TEXT, exact: FLAG, ...CALL_RULES };
const check = (options: unknown) => () => checkOptions('start()', options, RULES);

it.each([
  [{ devise: 'wasm' }, 'start() has no option “devise”. Did you mean “device”?'],
  [{ dtyp: 'q8' }, 'start() has no option “dtyp”. Did you mean “dtype”?'],
  [{ onprogress: () => 1 }, 'start() has no option “onprogress”. Did you mean “onProgress”?'],
  [{ singal: 1 }, 'start() has no option “singal”. Did you mean “signal”?'],
  [
    { quantized: true },
    'start() has no option “quantized”. It has device, dtype, exact, signal, onProgress.',
  ],
  [{ toString: 1 }, 'start() has no option “toString”. It has device, dtype, exact, signal, onProgress.'],
  [{ device: 'gpu' }, 'The option “device” of start() must be auto or wasm, but is “gpu”.'],
  [{ exact: 'yes' }, 'The option “exact” of start() must be true or false, but is “yes”.'],
  [
    { signal: new AbortController() },
    'The option “signal” of start() must be an AbortSignal, such as controller.signal, but is an AbortController.',
  ],
  [{ onProgress: 'log' }, 'The option “onProgress” of start() must be a function, but is “log”.'],
  [null, 'The options of start() must be an object such as { device: … }, but are null.'],
  ['wasm', 'The options of start() must be an object such as { device: … }, but are “wasm”.'],
  [[], 'The options of start() must be an object such as { device: … }, but are an array.'],
])('refuses the options %j', (options, message) => {
  expect(check(options)).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
});

it('takes the options that there are, and those that are left out', () => {
  const { signal } = new AbortController();
  for (const options of [undefined, {}, { device: undefined }, { device: 'wasm', signal }])
    expect(check(options)).not.toThrow();
});

it.each([
  ['a dog', 'embed() needs an array of texts, but got “a dog”. Put brackets around a single one.'],
  [undefined, 'embed() needs an array of texts, but got undefined. Put brackets around a single one.'],
  [new Set(['a']), 'embed() needs an array of texts, but got a Set. Make one with Array.from().'],
  [['a', 5], 'Text 1 of embed() must be a string, but is 5.'],
  [Array(1), 'Text 0 of embed() must be a string, but is undefined.'],
])('refuses %j where texts go', (list, message) => {
  expect(() => checkTexts('embed()', 'text', list)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message }),
  );
});

it('takes a list of anything where anything goes', () => {
  expect(() => checkList('embed()', 'image', [1])).not.toThrow();
});

it.each([
  ['x'.repeat(99), `“${'x'.repeat(60)}…”`],
  [-0.5, '-0.5'],
  [12n, '12'],
  [Symbol('s'), 'Symbol(s)'],
  [() => 1, 'a function'],
  [{}, 'a plain object'],
  [Object.create(null), 'a plain object'],
  [new Response(), 'a Response'],
  [new ArrayBuffer(1), 'an ArrayBuffer'],
  [new URL('https://example.com'), 'a URL'],
  [{ localName: 'svg' }, 'an element <svg>'],
])('describes %o as %s', (value, words) => {
  expect(described(value)).toBe(words);
});
