/** A condition that has to hold after a suite, and the finding. */
export interface Check {
  /** The condition in words. */
  what: string;
  /** The finding: a number with its unit, or a few words. */
  found: string;
  holds: boolean;
  /** Whether it holds on an idle machine only: tests leave it out. */
  isTimed?: true;
}

/** Result of a fault suite. */
export interface Outcome {
  suite: string;
  /** What was done, with its numbers. */
  title: string;
  checks: readonly Check[];
  /** The history of each failure, if the suite can tell. */
  failures?: readonly string[];
}

/** Options of every suite. */
export interface SuiteOptions {
  /** Number of faults, files or photos. */
  count: number;
  /** Seed of all randomness. */
  seed: number;
  /** Called with the progress in a few words. */
  report: (text: string) => void;
}

/** @returns The result of a suite that threw, so that the other suites still report. */
export function failedOutcome(suite: string, error: unknown): Outcome {
  const [found = ''] = String(error).split('\n');
  return {
    suite,
    title: 'did not get to its end',
    checks: [{ what: 'gets to its end', found, holds: false }],
  };
}

/** @returns A table of all findings, for a terminal. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ suite, checks }) =>
    checks.map(({ what, found, holds }) => [suite, what, found, holds ? 'holds' : 'FAILS'] as const),
  );
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3].map(width);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const titles = outcomes.map(({ suite, title }) => `${suite}: ${title}`);
  const failures = outcomes.flatMap((outcome) => outcome.failures ?? []);
  return [...titles, '', ...rows.map(line), ...failures].join('\n');
}
