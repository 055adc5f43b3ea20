import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Environment, Message, Result } from '@web-clip/bench/result';
import { queryOf } from '@web-clip/bench/settings';
import { environmentLine, textTable } from '@web-clip/bench/tables';
import { chromium } from 'playwright';
import { appStart } from './app-start.ts';
import { type BenchArguments, benchArguments, USAGE } from './bench-arguments.ts';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';
import { filesOf, type Handler, inbox, jsonOf, mounted } from './mount.ts';
import { processMemory } from './process-memory.ts';
import { serve } from './serve.ts';

const asked = readArguments();
const results: Result[] = [];
const errors: string[] = [];
let environment: Environment | undefined;
await measure(asked, take);
if (asked.json) console.log(JSON.stringify({ environment, results, errors }, null, 2));
process.exitCode = errors.length > 0 ? 1 : 0;

function readArguments(): BenchArguments {
  try {
    return benchArguments(process.argv.slice(2), process.env.INIT_CWD ?? '.');
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function take(message: Message): void {
  if ('environment' in message) {
    environment = message.environment;
    if (!asked.json) console.log(environmentLine(environment));
  } else if ('result' in message) {
    results.push(message.result);
    if (!asked.json) console.log(`\n${textTable(message.result)}`);
  } else if ('error' in message) {
    errors.push(message.error);
    console.error(`\n${message.suite ? `${message.suite}: ` : ''}${message.error}`);
  }
}

/** Opens the page as it can be opened on any device, and hands on what it posts. */
async function measure(
  { settings, modelFolder, photos }: BenchArguments,
  take: (message: Message) => void,
): Promise<void> {
  let end = (): void => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  // The report names a model by the last part of its address.
  const modelPath = `model/${encodeURIComponent(basename(modelFolder ?? ''))}`;
  const handlers: Record<string, Handler> = {
    '/bench/report': inbox((message: Message) => ('done' in message ? end() : take(message))),
    ...(modelFolder && { [`/bench/${modelPath}`]: filesOf(modelFolder) }),
    ...(photos && {
      '/bench/photos/list.json': jsonOf(
        photos.files.map((file) => file.split('/').map(encodeURIComponent).join('/')),
      ),
      '/bench/photos': filesOf(photos.folder),
    }),
  };
  const { server, url } = await serve(0, [mounted(handlers)]);
  // A profile on disk, like a person's: one without keeps all storage in memory, and little of it.
  const profile = mkdtempSync(join(tmpdir(), 'web-clip-'));
  const launch = { executablePath: findBrowser(), args: BROWSER_ARGUMENTS };
  const context = await chromium.launchPersistentContext(profile, launch);
  try {
    const page = await context.newPage();
    page.on('console', (line) => {
      if (line.type() === 'info') process.stderr.write(`\r\u001b[K${line.text()}`);
    });
    const memory = await processMemory(context.browser());
    if (memory) await page.exposeFunction('benchProcessMemory', memory);
    const crash = new Promise<never>((_, reject) => {
      page.on('crash', () => reject(new Error('The browser’s page crashed: it may be out of memory.')));
    });
    // Nobody waits for it yet.
    crash.catch(() => undefined);
    const query = queryOf({
      ...settings,
      ...(modelFolder && { model: `./${modelPath}/` }),
      ...(photos && { photos: 'photos/list.json' }),
      report: 'report',
    });
    await page.goto(`${url}bench/bench.html?${query}`);
    await Promise.race([done, crash]);
    await context.close();
    if (settings.suites.includes('start')) {
      const browser = await chromium.launch(launch);
      take({ result: await appStart(browser, url, settings.runs) });
      await browser.close();
    }
  } catch (error) {
    take({ error: error instanceof Error ? error.message : String(error) });
  } finally {
    process.stderr.write('\r\u001b[K');
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
