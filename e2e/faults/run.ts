import { type FaultArguments, faultArguments, type SuiteName, USAGE } from './arguments.ts';
import { downloads } from './downloads.ts';
import { files } from './files.ts';
import { kills } from './kills.ts';
import { losses } from './losses.ts';
import { moves } from './moves.ts';
import { failedOutcome, type Outcome, type SuiteOptions, tableOf } from './outcome.ts';
import { photos } from './photos.ts';
import { zip } from './zip.ts';

const SUITES: Record<SuiteName, (options: SuiteOptions) => Promise<Outcome>> = {
  kills,
  files,
  downloads,
  losses,
  moves,
  zip,
  photos,
};

const { counts, seed, json } = readArguments();
const outcomes: Outcome[] = [];
for (const [name, count] of counts) {
  const report = (text: string): void => void process.stderr.write(`\r\u001b[K${name}: ${text}`);
  report('starts');
  outcomes.push(await SUITES[name]({ count, seed, report }).catch((error) => failedOutcome(name, error)));
  process.stderr.write('\r\u001b[K');
}
console.log(json ? JSON.stringify(outcomes, null, 2) : tableOf(outcomes));
process.exitCode = outcomes.every(({ checks }) => checks.every(({ holds }) => holds)) ? 0 : 1;

function readArguments(): FaultArguments {
  try {
    return faultArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
