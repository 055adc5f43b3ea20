import type { Column, State } from './findings.ts';

const MARKS: Record<State, string> = {
  passed: 'yes',
  failed: 'FAILS',
  'not available': 'not available',
  skipped: 'not checked',
};

/**
 * A Markdown table of what works where: one row per check, one column per browser. Below it are the reasons for
 * everything other than a plain yes.
 */
export function tableOf(columns: readonly Column[]): string {
  const rows = [
    ['', ...columns.map(({ title }) => title)],
    ...checksOf(columns).map((what) => [
      what,
      ...columns.map(({ findings }) => {
        const state = findings.find((finding) => finding.what === what)?.state;
        return state ? MARKS[state] : '';
      }),
    ]),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lineOf(head), rule, ...body.map(lineOf), ...reasonsOf(columns)].join('\n');
}

/** @returns Names of all checks, in order. */
function checksOf(columns: readonly Column[]): string[] {
  return [...new Set(columns.flatMap(({ findings }) => findings.map(({ what }) => what)))];
}

/** @returns One line for each reason and browser. */
function reasonsOf(columns: readonly Column[]): string[] {
  const reasons = columns.flatMap(({ title, findings }) => {
    const alike = new Map<string, string[]>();
    for (const { what, state, found } of findings) {
      if (state === 'passed') continue;
      const reason = `${MARKS[state]}. ${found}`;
      alike.set(reason, [...(alike.get(reason) ?? []), what]);
    }
    return [...alike].map(([reason, checks]) => {
      const which = checks.length === findings.length ? 'everything' : checks.join('; ');
      return `- ${title}, ${which}: ${reason}`;
    });
  });
  return reasons.length > 0 ? ['', ...reasons] : [];
}
