import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newFolder } from '../workspace.ts';
import { type CopiesReport, checkCopies, tableOf } from './check.ts';
import { makePack } from './make-pack.ts';
import type { PackTruth } from './plan.ts';

const USAGE = `npm run copies -- [--seed N] [--originals 500] [--bursts 300] [--lookalikes 500] [--pack DIR]
                  [--orders 3] [--model ID] [--json]

Makes a pack of pictures with copies, bursts and look-alikes, groups them, and counts what is right. Some
pictures are of cameras if WEB_CLIP_SHARED names a folder of them.

  --seed N        other seeds make other packs; 1 by default
  --originals N   pictures with seven copies each
  --bursts N      series of pictures of one moment
  --lookalikes N  pictures of an original's place on another day
  --pack DIR      where to keep the pack, and where to find it the next time
  --orders N      in how many orders to index it; the groups must be the same
  --model ID      pocket (the bundled one), owner/name of a repository, or a URL
  --json          one JSON object instead of the table`;

const { seed, size, pack, orders, model, json } = readArguments();
const say = (text: string): void => void process.stderr.write(`\r\u001b[K${text}`);
const truth = await packIn(pack);
const report: CopiesReport = await checkCopies(pack, truth, { orders, model, say });
say('');
console.log(json ? JSON.stringify(report, null, 2) : tableOf(report));
process.exitCode = report.passed ? 0 : 1;

async function packIn(folder: string): Promise<PackTruth> {
  const description = `${folder}.json`;
  if (existsSync(description)) return JSON.parse(readFileSync(description, 'utf8')) as PackTruth;
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty, and has no ${description} beside it.`);
  const truth = await makePack(folder, seed, size, process.env.WEB_CLIP_SHARED, (done, total) =>
    say(`${done} of ${total} pictures made`),
  );
  writeFileSync(description, JSON.stringify(truth, null, 2));
  return truth;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        originals: { type: 'string', default: '500' },
        bursts: { type: 'string', default: '300' },
        lookalikes: { type: 'string', default: '500' },
        pack: { type: 'string' },
        orders: { type: 'string', default: '3' },
        model: { type: 'string', default: 'pocket' },
        json: { type: 'boolean', default: false },
      },
    });
    const number = (
      name: 'seed' | 'originals' | 'bursts' | 'lookalikes' | 'orders',
      least: number,
    ): number => {
      const value = Number(values[name]);
      if (Number.isInteger(value) && value >= least) return value;
      throw new Error(`--${name} is ${values[name]}, but must be a whole number of at least ${least}.`);
    };
    const size = {
      originals: number('originals', 1),
      bursts: number('bursts', 0),
      lookalikes: number('lookalikes', 0),
    };
    const { model, json } = values;
    // npm runs scripts in the workspace, but the user may be in another folder.
    const pack = values.pack ? resolve(process.env.INIT_CWD ?? '.', values.pack) : join(newFolder(), 'pack');
    return { seed: number('seed', 0), size, pack, orders: number('orders', 1), model, json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
