import { describe, expect, it } from 'vitest';
import { browserArguments } from './arguments.ts';

describe('browserArguments', () => {
  it('selects all browsers by default', () => {
    expect(browserArguments([])).toEqual({
      only: ['firefox', 'webkit'],
      short: false,
      json: false,
    });
  });

  it('selects the named browsers', () => {
    expect(browserArguments(['--only', 'webkit, firefox', '--json']).only).toEqual(['webkit', 'firefox']);
  });

  it('reads where the report goes', () => {
    expect(browserArguments(['--short', '--report', 'a.json'])).toMatchObject({
      short: true,
      report: 'a.json',
    });
  });

  it.each([
    [['--only', 'safari'], 'safari'],
    [['--only', ''], '“”'],
    [['--fast'], '--fast'],
  ])('rejects %j', (args, named) => {
    expect(() => browserArguments(args)).toThrow(named);
  });
});
