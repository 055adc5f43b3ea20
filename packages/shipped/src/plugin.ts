import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { billOfMaterials } from './bill-of-materials.ts';
import { licencesText } from './licences.ts';
import { shippedPackages } from './packages.ts';

/** The packages whose dependencies end up in `dist/`. */
export const SHIPPING = ['apps/photo-search', 'apps/bench'];

/**
 * Writes the contents of `dist/`: `licences.txt` for humans, `sbom.cdx.json` for scanners.
 *
 * @param workspace Path of the workspace.
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
