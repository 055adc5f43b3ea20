import type { Environment, Result, Row } from './result.ts';

/** Rounds to three significant digits. */
export function rounded(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** @returns The environment on one line. */
export function environmentLine(environment: Environment): string {
  const { browser, cores, memory, adapter, model, dtype, backend, threads, batchSize, date } = environment;
  return [
    `${model} (${dtype}) on ${backend}${adapter ? ` (${adapter})` : `, ${threads} threads`}, batches of ${batchSize}`,
    `${cores} cores`,
    ...(memory ? [`${memory} GB or more`] : []),
    browser,
    date.slice(0, 10),
  ].join('; ');
}

/**
 * @param result A result.
 * @returns The result as aligned text, for a terminal.
 */
export function textTable(result: Result): string {
  const cells = cellsOf(result);
  const widths = (cells[0] as string[]).map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join('  ')
      .trimEnd(),
  );
  return [result.title, '', ...lines, '', ...ratioLines(result), ...result.notes].join('\n');
}

/**
 * @param result A result.
 * @returns The result as Markdown.
 */
function markdownTable(result: Result): string {
  const [head = [], ...rows] = cellsOf(result);
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const rule = line(head.map((_, i) => (i < 2 ? '---' : '--:')));
  const rest = [...ratioLines(result), ...result.notes].map((each) => `- ${each}`);
  return [`### ${result.title}`, '', line(head), rule, ...rows.map(line), '', ...rest].join('\n');
}

/**
 * @param environment The environment of the measurement.
 * @param results The results.
 * @param errors Errors of suites that failed.
 * @returns The whole report as Markdown.
 */
export function markdownReport(
  environment: Environment,
  results: readonly Result[],
  errors: readonly string[],
): string {
  const parts = [environmentLine(environment), ...results.map(markdownTable), ...errors];
  return `${['## web-clip, measured', ...parts].join('\n\n')}\n`;
}

/** @returns Ratios, one per line: `web-clip embedImages / transformers.js at its best: 12.3 times as fast`. */
export function ratioLines({ ratios }: Result): string[] {
  return ratios.map(({ name, value, unit }) => `${name}: ${rounded(value)} ${unit}`);
}

/** @returns The figures of a result, with the header row first. */
export function cellsOf({ rows, unit }: Result): string[][] {
  const parts = [...new Set(rows.flatMap((row) => Object.keys(row.parts ?? {})))];
  const repeated = rows.some(({ runs }) => runs.length > 1);
  const part = (row: Row, name: string): string => {
    const value = row.parts?.[name];
    return value === undefined ? '' : rounded(value);
  };
  return [
    ['', 'by', unit, ...(repeated ? ['lowest', 'highest'] : []), ...parts],
    ...rows.map((row) => [
      row.name,
      row.by,
      rounded(row.value),
      ...(repeated ? [rounded(Math.min(...row.runs)), rounded(Math.max(...row.runs))] : []),
      ...parts.map((name) => part(row, name)),
    ]),
  ];
}
