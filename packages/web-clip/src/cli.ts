#!/usr/bin/env node
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const USAGE = `npx web-clip assets DIR

Copies web-clip's workers, onnxruntime's binaries and the bundled model into a folder
that your server serves. Name its URL in createClip({ weights: { assets } }), or in the
attribute assets of <photo-search>.`;

const [command, folder, ...others] = process.argv.slice(2);
if (command !== 'assets' || !folder || others.length > 0) {
  console.error(USAGE);
  process.exit(command === undefined || command === '--help' ? 0 : 2);
}
cpSync(fileURLToPath(new URL('./assets', import.meta.url)), folder, { recursive: true });
console.log(`The files are in ${folder}.`);
