import { writeFileSync } from 'node:fs';
import { type BrowserArguments, browserArguments, USAGE } from './arguments.ts';
import { embeddingsIn } from './checks/modules.ts';
import { CHECKS } from './checks.ts';
import { columnOf } from './column.ts';
import { startChromium } from './drivers/chromium.ts';
import type { Check, Column, Embedded, Finding } from './findings.ts';
import { NotInstalled } from './installed.ts';
import { SETTINGS, type Setting } from './settings.ts';
import { openModulesSite, openSite } from './sites.ts';
import { tableOf } from './table.ts';

const { only, short, json, report } = readArguments();
const isWanted = ({ isShort }: { readonly isShort: boolean }): boolean => isShort || !short;
const checks = CHECKS.filter(isWanted);
// A JSON document on standard output must not be mixed with messages.
const tell = json ? console.error : console.log;

const [site, modules] = [await openSite(), await openModulesSite()];
let asked: Promise<Embedded> | undefined;
const shared = { site, modules, reference: () => (asked ??= askChromium()) };
const settings = SETTINGS.filter((each) => only.includes(each.browser) && isWanted(each));
// At the same time, because a browser leaves a processor idle while it starts, draws or waits.
const columns = await Promise.all(settings.map(checked));
await site.stop();
await modules.close();

console.log(json ? JSON.stringify(columns, null, 2) : `\n${tableOf(columns)}`);
if (report) writeFileSync(report, JSON.stringify(columns, null, 2));
const states = columns.flatMap(({ findings }) => findings.map(({ state }) => state));
process.exitCode = states.includes('failed') ? 1 : 0;

async function checked(setting: Setting): Promise<Column> {
  const { title } = setting;
  const tellFinding = ({ what, state, found, seconds }: Finding): void =>
    tell(`${title}: ${what}: ${state}, ${seconds} s. ${found}`);
  try {
    const driver = await setting.start(!short);
    tell(`${title} is ${driver.version}`);
    try {
      return await columnOf(title, driver, checks, shared, tellFinding);
    } finally {
      await driver.close();
    }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    tell(`${title}: ${found}`);
    return { title, findings: unmade(checks, error instanceof NotInstalled ? 'skipped' : 'failed', found) };
  }
}

/** @returns Findings for a browser that did not start. */
const unmade = (checks: readonly Check[], state: Finding['state'], found: string): Finding[] =>
  checks.map(({ what }) => ({ what, state, found, seconds: 0 }));

async function askChromium(): Promise<Embedded> {
  const driver = await startChromium();
  try {
    return await embeddingsIn(await driver.newTab(), modules);
  } finally {
    await driver.close();
  }
}

function readArguments(): BrowserArguments {
  try {
    return browserArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
