import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from '../patience.ts';
import { WORKSPACE } from '../workspace.ts';
import type { BrowserDriver, Tab } from './drivers/driver.ts';
import { type Bench, type Check, type Column, type Finding, Unavailable } from './findings.ts';
import { Person } from './person.ts';

/** Time limit of a check, in milliseconds. After that, the browser has hung. */
const CHECK_LIMIT = patiently(480_000);

/** Folder of screenshots of failed checks. */
const SCREENSHOTS = join(WORKSPACE, '.cache/browsers');

/**
 * Runs all checks in one started browser.
 *
 * @param title Its column in the table.
 * @param shared What checks use in every browser.
 * @param tell Called with each finding as it becomes known.
 */
export async function columnOf(
  title: string,
  driver: BrowserDriver,
  checks: readonly Check[],
  shared: Pick<Bench, 'site' | 'modules' | 'reference'>,
  tell: (finding: Finding) => void,
): Promise<Column> {
  const findings: Finding[] = [];
  let hung: string | undefined;
  for (const check of checks) {
    const finding = hung
      ? ({ what: check.what, state: 'skipped', found: `It hung before, when ${hung}.`, seconds: 0 } as const)
      : await found(check, title, driver, shared);
    if (finding.found === HUNG) hung = check.what;
    findings.push(finding);
    tell(finding);
  }
  return { title, version: driver.version, findings };
}

/**
 * Runs a check, and repeats it once if it fails, which the finding reports. Drivers sometimes lose a key or a click.
 */
async function found(...args: Parameters<typeof findingOf>): Promise<Finding> {
  const first = await findingOf(...args);
  if (first.state !== 'failed' || first.found === HUNG) return first;
  const second = await findingOf(...args);
  if (second.found === HUNG) return second;
  return { ...second, found: `${second.found}; at the second attempt, after: ${first.found}` };
}

const HUNG = `It hung for ${CHECK_LIMIT / 60_000} minutes.`;

async function findingOf(
  check: Check,
  title: string,
  driver: BrowserDriver,
  shared: Pick<Bench, 'site' | 'modules' | 'reference'>,
): Promise<Finding> {
  const tabs: Tab[] = [];
  const visit = async (): Promise<Person> => {
    const tab = await driver.newTab();
    tabs.push(tab);
    return new Person(tab, shared.site.url);
  };
  const { what } = check;
  const began = performance.now();
  const ended = (state: Finding['state'], found: string): Finding => ({
    what,
    state,
    found,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  });
  const limit = new AbortController();
  try {
    const answer = await Promise.race([
      check.run({ ...shared, visit, complaints: driver.complaints }),
      sleep(CHECK_LIMIT, HUNG, { signal: limit.signal }),
    ]);
    if (answer === HUNG) return ended('failed', HUNG);
    for (const tab of tabs) await tab.close();
    return answer instanceof Unavailable ? ended('not available', answer.reason) : ended('passed', answer);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const finding = ended('failed', found);
    for (const [i, tab] of tabs.entries()) {
      await keepScreenshot(tab, `${title}, ${what}${i > 0 ? `, ${i + 1}` : ''}`).catch(() => undefined);
      await tab.close().catch(() => undefined);
    }
    return finding;
  } finally {
    limit.abort();
  }
}

async function keepScreenshot(tab: Tab, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  writeFileSync(join(SCREENSHOTS, `${name}.png`), await tab.screenshot());
}
