import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { billOfMaterials } from './bill-of-materials.ts';
import { licencesText } from './licences.ts';
import { shippedPackages } from './packages.ts';

/** The packages that end in `dist/`, by what depends on them. */
export const SHIPPING = ['apps/photo-search', 'apps/bench'];

/**
 * Writes what `dist/` is made of: `licences.txt` for people, `sbom.cdx.json` for scanners.
 *
 * @param workspace The workspace's folder.
 */
export function shippedParts(workspace: string): Plugin {
  return {
    name: 'shipped-parts',
    generateBundle() {
      const text = (file: string): string => readFileSync(join(workspace, file), 'utf8');
      const packages = shippedPackages(workspace, SHIPPING);
      const sbom = JSON.stringify(billOfMaterials(packages, text('pnpm-lock.yaml')), null, 2);
      const licences = licencesText(packages, text('LICENSE'));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences });
      this.emitFile({ type: 'asset', fileName: 'sbom.cdx.json', source: sbom });
    },
  };
}
