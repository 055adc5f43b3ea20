import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { WORKSPACE } from './serve.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** Folder of artefacts that failed journeys leave behind. */
const JOURNEYS = '.cache/e2e';

/** One part of the whole test: a command, and how to count its results. */
interface Part {
  name: string;
  command: readonly string[];
  /**
   * The JSON report that the command writes, and how to count its tests. Without a report, the command counts as one
   * test.
   */
  report?: { file: string; count: (report: never) => Count };
}

/** Relative to the workspace, so that spaces in its path need no quotes. */
const REPORTS = '.cache/reports';

/** Needs one core, and runs beside {@link TESTS}, which leave some of the other. */
const CHECKS_AND_BUILDS: readonly Part[] = [
  { name: 'format', command: ['biome', 'format', '.'] },
  { name: 'lint', command: ['biome', 'lint', '.'] },
  { name: 'types', command: ['tsc'] },
  { name: 'structure', command: ['depcruise', 'packages', 'apps', 'e2e'] },
  { name: 'unused exports and dependencies', command: ['knip'] },
  { name: 'build of the site', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'build of the npm package', command: ['tsx', 'packages/web-clip/build/build.ts'] },
  { name: 'build of the bench', command: ['vite', 'build', '--mode', 'bench', '--logLevel', 'warn'] },
  { name: 'build of the documentation', command: ['tsx', 'apps/docs/build.ts'] },
];

const TESTS: readonly Part[] = [
  // Without it, tests of fp16 and q4f16 models are skipped.
  { name: 'browser with half precision', command: ['tsx', 'e2e/half-precision/make.ts'] },
  {
    name: 'unit and browser',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORTS}/vitest.json`,
    ],
    report: {
      file: 'vitest.json',
      count: (report: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests,
      }),
    },
  },
];

/** Tests of what has been built. They keep all cores busy. */
const TESTS_OF_BUILDS: readonly Part[] = [
  {
    name: 'end to end',
    command: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    report: {
      file: 'playwright.json',
      count: ({
        stats,
      }: {
        stats: { expected: number; unexpected: number; flaky: number; skipped: number };
      }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
        skipped: stats.skipped,
      }),
    },
  },
  {
    name: 'browsers',
    command: ['tsx', 'e2e/browsers/run.ts', '--short', '--report', `${REPORTS}/browsers.json`],
    report: {
      file: 'browsers.json',
      count: (columns: readonly { findings: readonly { state: string }[] }[]) => {
        const states = columns.flatMap(({ findings }) => findings.map(({ state }) => state));
        const failed = states.filter((state) => state === 'failed').length;
        const passed = states.filter((state) => state === 'passed').length;
        return { passed, failed, skipped: states.length - failed - passed };
      },
    },
  },
];

console.log(`browser: ${findBrowser()}`);
process.chdir(WORKSPACE);
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const counts = [
  ...(await Promise.all([inTurn(CHECKS_AND_BUILDS), inTurn(TESTS)])).flat(),
  ...(await inTurn(TESTS_OF_BUILDS)),
];
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
const skipped = sum('skipped');
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

/** Runs parts one after the other. Those without a report say nothing until they have ended. */
async function inTurn(parts: readonly Part[]): Promise<Count[]> {
  const counts: Count[] = [];
  for (const part of parts) {
    if (part.report) console.log(`\n== ${part.name}`);
    const began = performance.now();
    const count = await run(part);
    const seconds = Math.round((performance.now() - began) / 1000);
    if (count.failed > 0 && part.name === 'end to end') showPages();
    console.log(`== ${part.name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
    counts.push(count);
  }
  return counts;
}

async function run({ command, report }: Part): Promise<Count> {
  const [name = '', ...args] = command;
  const child = spawn(name, args, {
    stdio: ['ignore', ...Array<'inherit' | 'pipe'>(2).fill(report ? 'inherit' : 'pipe')],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: join(WORKSPACE, REPORTS, 'playwright.json') },
    shell: process.platform === 'win32',
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part));
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('close', resolve);
  });
  process.stdout.write(Buffer.concat(said));
  const whole: Count =
    status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (!report) return whole;
  try {
    const count = report.count(JSON.parse(readFileSync(join(REPORTS, report.file), 'utf8')) as never);
    // A runner can fail outside of its tests, for example in a hook. That counts as a failure too.
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Prints what the pages of failed journeys showed, because a CI machine offers no other way to look. */
function showPages(): void {
  const journeys = existsSync(JOURNEYS) ? readdirSync(JOURNEYS) : [];
  for (const journey of journeys) {
    const context = join(JOURNEYS, journey, 'error-context.md');
    const [, snapshot] = existsSync(context)
      ? readFileSync(context, 'utf8').split(/^# (?:Page snapshot|Test source)$/m)
      : [];
    if (snapshot) console.log(`\nThe page of ${journey}:${snapshot}`);
  }
}
