import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withPage } from './page.ts';
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
const results = await withPage(async (page) => {
  await servePacks(page, directory);
  const results = [];
  for (const family of families) {
    for (const device of devices) {
      process.stderr.write(`${family} on ${device}\n`);
      results.push({ family, device, ...(await runPack(page, directory, family, device)) });
    }
  }
  return results;
});
if (json) console.log(JSON.stringify(results, null, 2));
else print();
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function readArguments(): { directory: string; devices: Device[]; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { device: { type: 'string', default: 'wasm' }, json: { type: 'boolean', default: false } },
    });
    const [given] = positionals;
    if (!given) throw new Error('Say which folder of packs.');
    const directory = resolve(process.env.INIT_CWD ?? '.', given);
    if (!existsSync(directory)) throw new Error(`There is no folder ${directory}.`);
    const choices: Record<string, Device[]> = {
      wasm: ['wasm'],
      webgpu: ['webgpu'],
      both: ['wasm', 'webgpu'],
    };
    const devices = choices[values.device];
    if (!devices) throw new Error(`--device is ${values.device}.`);
    return { directory, devices, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function print(): void {
  const percent = (part: number): string => `${(part * 100).toFixed(part === 1 ? 0 : 2)} %`;
  const columns = [
    'family',
    'device',
    'PNG bytes',
    'worst',
    'ids',
    'PNG cosine',
    'JPEG cosine',
    'text cosine',
    'classifier',
    'probability',
    '',
  ];
  const rows = results.map((result) => [
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
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  for (const row of [columns, ...rows])
    console.log(row.map((cell, i) => cell.padEnd(widths[i] as number)).join('  '));
  for (const { family, device, complaints } of results) {
    for (const complaint of complaints) console.log(`${family} on ${device}: ${complaint}`);
  }
}
