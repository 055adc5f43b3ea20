import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { billOfMaterials } from './bill-of-materials.ts';
import { licencesText } from './licences.ts';
import { type ShippedPackage, shippedPackages } from './packages.ts';
import { SHIPPING } from './plugin.ts';

const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));
const text = (file: string): string => readFileSync(join(WORKSPACE, file), 'utf8');
const packages = shippedPackages(WORKSPACE, SHIPPING);
const named = (name: string): ShippedPackage => {
  const found = packages.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

test('lists packages of packages and of the build, but not our own', () => {
  const names = packages.map(({ name }) => name);
  const expected = [
    'comlink',
    'flatbuffers',
    'libheif-js',
    'lit-html',
    'mediabunny',
    'onnxruntime-web',
    'workbox-precaching',
  ];
  expect(names).toEqual(expect.arrayContaining(expected));
  expect(names.filter((name) => /^(@web-clip|@types|web-clip$|vite|playwright)/.test(name))).toEqual([]);
  expect(named('lit').needs).toContain(`lit-html@${named('lit-html').version}`);
  for (const { home } of packages) expect(home).toMatch(/^https:\/\/[\w.-]+\/[\w./-]+$/);
});

test('the licences are allowed and complete, with the notes that the LGPL requires', () => {
  const licences = licencesText(packages, text('LICENSE'));
  for (const { name, version, licence } of packages)
    expect(licences).toContain(`\n${name} ${version}: ${licence}, `);
  expect(licences).toContain('GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3');
  expect(licences).toContain('GNU GENERAL PUBLIC LICENSE\n                       Version 3');
  expect(licences).toMatch(/LIBHEIF \(LGPL-3\.0\).*separate file.*replace.*source/s);
  expect(licences).toContain('Mozilla Public License Version 2.0');
  expect(licences).toMatch(/MEDIABUNNY \(MPL-2\.0\).*source/s);
  expect(licences).toContain('Copyright (c) Microsoft Corporation');
  // These packages contain no licence text.
  expect(licences).toMatch(/@lit-labs\/ssr-dom-shim\n\nCopyright \(c\) Google LLC\s+Redistribution and use/);
  expect(licences).toMatch(/guid-typescript\n\nISC License:\s+Copyright \(c\) nicolas\s+Permission to use/);
  expect(licences).toMatch(
    /assemblyscript\n\n.*Apache License.*authors have all licensed their contributions to AssemblyScript/s,
  );
  expect(licences).toMatch(/onnxruntime\/blob\/[\da-f]{40}\/ThirdPartyNotices/);
});

test.each(['GPL-3.0', 'UNLICENSED', ''])('a package under “%s” is rejected', (licence) => {
  const other = { ...named('lit'), name: 'other', licence };
  expect(() => licencesText([...packages, other], text('LICENSE'))).toThrow(/not allowed: other/);
});

test('a package is rejected without a licence text and a copyright holder', () => {
  const other = { ...named('guid-typescript'), name: 'other', author: '' };
  expect(() => licencesText([...packages, other], text('LICENSE'))).toThrow(/other has no licence text/);
});

test('the bill of materials has each package, its version, and its hash from the lockfile', () => {
  const { components, dependencies } = billOfMaterials(packages, text('pnpm-lock.yaml'));
  expect(components).toHaveLength(packages.length);
  const { version } = named('onnxruntime-web');
  const ort = components.find(({ name }) => name === 'onnxruntime-web');
  expect(ort?.purl).toBe(`pkg:npm/onnxruntime-web@${version}`);
  const [, integrity = ''] = text('pnpm-lock.yaml').split(
    `\n  onnxruntime-web@${version}:\n    resolution: {integrity: sha512-`,
  );
  expect(Buffer.from(ort?.hashes[0].content ?? '', 'hex').toString('base64')).toBe(integrity.split('}')[0]);
  const refs = new Set(components.map((component) => component['bom-ref']));
  for (const { dependsOn } of dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
  expect(components.find(({ name }) => name === '@huggingface/transformers')?.purl).toMatch(
    /^pkg:npm\/%40huggingface\/transformers@/,
  );
});

test('a package missing from the lockfile is rejected', () => {
  expect(() => billOfMaterials([{ ...named('lit'), version: '0.0.0' }], text('pnpm-lock.yaml'))).toThrow(
    /lit@0\.0\.0/,
  );
});
