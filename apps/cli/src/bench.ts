import { basename } from 'node:path';
import type { Environment, Message, Result } from '@web-clip/bench/result';
import { queryOf, type Settings } from '@web-clip/bench/settings';
import { environmentLine, textTable } from '@web-clip/bench/tables';
import { appStart } from './app-start.ts';
import { type BenchArguments, benchArguments, USAGE } from './bench-arguments.ts';
import { withBenchBrowser } from './bench-browser.ts';
import { firstVisit } from './first-visit.ts';
import { growth } from './growth.ts';
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
    if (environment) return;
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

/** Serves the page, and has it measure everything requested. An error only ends its own part. */
async function measure(
  { settings, modelFolder, photos }: BenchArguments,
  take: (message: Message) => void,
): Promise<void> {
  let end = (): void => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  // The report names a model by the last part of its URL.
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
  const address = `${url}bench/bench.html`;
  const ofPage: Settings = {
    ...settings,
    // The suite `growth` needs several pages, and `first-visit` a slow connection.
    suites: settings.suites.filter((suite) => suite !== 'growth' && suite !== 'first-visit'),
    ...(modelFolder && { model: `./${modelPath}/` }),
    ...(photos && { photos: 'photos/list.json' }),
    report: 'report',
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      take({ error: error instanceof Error ? error.message : String(error) });
    } finally {
      process.stderr.write('\r\u001b[K');
    }
  };
  if (ofPage.suites.length > 0) await attempt(() => unattended(`${address}?${queryOf(ofPage)}`, done));
  if (settings.suites.includes('start'))
    await attempt(async () => take({ result: await appStart(url, settings.runs) }));
  if (settings.suites.includes('first-visit')) {
    const backends = settings.device === 'auto' ? (['wasm', 'webgpu'] as const) : [settings.device];
    await attempt(async () => take({ result: await firstVisit(url, backends, settings.runs) }));
  }
  if (settings.suites.includes('growth'))
    await attempt(async () => {
      const { environment, result } = await growth(address, ofPage);
      take({ environment });
      take({ result });
    });
  await server.close();
}

/** Opens the page as on any device, and waits until it has posted everything. */
function unattended(address: string, done: Promise<void>): Promise<void> {
  return withBenchBrowser(async (page) => {
    const memory = await processMemory(page.context().browser());
    if (memory) await page.exposeFunction('benchProcessMemory', memory);
    await page.goto(address);
    await done;
  });
}
