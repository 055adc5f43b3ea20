import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withPage } from './page.ts';
import type { Verdict } from './parity-pack.ts';
import { type Device, packsIn, runPack, servePacks } from './parity-run.ts';

const USAGE = `npm run parity -- DIR [--device wasm|webgpu|both] [--json]

  DIR         a folder of reference packs: images/, rgb/ and <family>/manifest.json
  --device D  wasm by default
  --json      one JSON object instead of a table`;

const { directory, devices, json } = readArguments();
const families = packsIn(directory);
if (families.length === 0) {
  console.error(`There is no <family>/manifest.json in ${directory}.`);
  process.exit(2);
}

/**
 * The table's column titles and their widths. Widths are fixed because rows are printed before later ones are known.
 */
const COLUMNS: readonly (readonly [title: string, width: number])[] = [
  ['family', Math.max(...families.map(({ length }) => length))],
  ['device', 6],
  ['PNG bytes', 7],
  ['worst', 3],
  ['ids', 7],
  ['PNG cosine', 8],
  ['JPEG cosine', 6],
  ['text cosine', 8],
  ['classifier', 5],
  ['probability', 5],
  ['', 4],
];

if (!json) printRow(COLUMNS.map(([title]) => title));
const results = await withPage(async (page) => {
  await servePacks(page, directory);
  const results = [];
  for (const family of families) {
    for (const device of devices) {
      if (json) process.stderr.write(`${family} on ${device}\n`);
      const result = { family, device, ...(await runPack(page, directory, family, device)) };
      results.push(result);
      if (!json) print(result);
    }
  }
  return results;
});
if (json) console.log(JSON.stringify(results, null, 2));
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function readArguments(): { directory: string; devices: Device[]; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { device: { type: 'string', default: 'wasm' }, json: { type: 'boolean', default: false } },
    });
    const [given] = positionals;
    if (!given) throw new Error('Name a folder of reference packs.');
    const directory = resolve(process.env.INIT_CWD ?? '.', given);
    if (!existsSync(directory)) throw new Error(`There is no folder ${directory}.`);
    const choices: Record<string, Device[]> = {
      wasm: ['wasm'],
      webgpu: ['webgpu'],
      both: ['wasm', 'webgpu'],
    };
    const devices = choices[values.device];
    if (!devices) throw new Error(`--device is ${values.device}, but must be wasm, webgpu or both.`);
    return { directory, devices, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function print(result: { family: string; device: Device } & Verdict): void {
  const percent = (part: number): string => `${(part * 100).toFixed(part === 1 ? 0 : 2)} %`;
  printRow([
    result.family,
    result.device,
    percent(result.pixelsEqual),
    String(result.pixelWorst),
    `${result.idsEqual}/${result.idsTotal}`,
    result.pngCosine.toFixed(6),
    result.jpegCosine.toFixed(4),
    result.textCosine.toFixed(6),
    result.classifierWorst.toExponential(0),
    result.probabilityWorst.toExponential(0),
    result.passed ? 'pass' : 'FAIL',
  ]);
  for (const complaint of result.complaints) console.log(`  ${complaint}`);
}

function printRow(cells: readonly string[]): void {
  const padded = COLUMNS.map(([title, width], i) => (cells[i] ?? '').padEnd(Math.max(title.length, width)));
  console.log(padded.join('  ').trimEnd());
}
