import { parseArgs } from 'node:util';
import { BROWSERS, type BrowserName } from './settings.ts';

/** Parsed arguments of the command. */
export interface BrowserArguments {
  readonly only: readonly BrowserName[];
  readonly short: boolean;
  readonly json: boolean;
  /** Path of a file for the JSON object, in addition to the printed output. */
  readonly report?: string;
}

/** Printed if the arguments are invalid. */
export const USAGE = `npm run browsers -- [--only ${BROWSERS.join(',')}] [--short] [--json] [--report FILE]

  --only NAMES  some of the browsers; all by default
  --short       what npm test runs: installs nothing, and skips the longest checks and one setting of WebKit
  --json        one JSON object instead of the table
  --report FILE also writes that object to a file`;

/**
 * @param args The command-line arguments.
 * @throws Error that says what is wrong with the arguments.
 */
export function browserArguments(args: readonly string[]): BrowserArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  });
  const names = values.only?.split(',').map((name) => name.trim()) ?? BROWSERS;
  const unknown = names.find((name) => !isBrowser(name));
  if (unknown !== undefined) {
    throw new Error(`--only does not know “${unknown}”. Use one or more of ${BROWSERS.join(', ')}.`);
  }
  return {
    only: names.filter(isBrowser),
    short: values.short,
    json: values.json,
    ...(values.report && { report: values.report }),
  };
}

const isBrowser = (name: string): name is BrowserName => BROWSERS.some((each) => each === name);
