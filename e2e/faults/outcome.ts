/** Something that has to hold after a suite, and what was found. */
export interface Check {
  /** What has to hold, in words. */
  what: string;
  /** What was found: a number with its unit, or a few words. */
  found: string;
  holds: boolean;
  /** Whether it holds on an idle machine only: tests leave it out. */
  isTimed?: true;
}

/** What a suite of faults came to. */
export interface Outcome {
  suite: string;
  /** What was done, with its numbers. */
  title: string;
  checks: readonly Check[];
  /** What led to each thing that did not hold, where a suite can tell. */
  failures?: readonly string[];
}

/** What every suite is given. */
export interface SuiteOptions {
  /** How many faults, files or photos. */
  count: number;
  /** All that is random follows from it. */
  seed: number;
  /** Is told how far the suite has come, in a few words. */
  report: (text: string) => void;
}

/** @returns What a suite came to that has thrown: the others have their say, too. */
export function failedOutcome(suite: string, error: unknown): Outcome {
  const [found = ''] = String(error).split('\n');
  return {
    suite,
    title: 'did not get to its end',
    checks: [{ what: 'gets to its end', found, holds: false }],
  };
}

/** @returns One table of all that was found, for a terminal. */
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
