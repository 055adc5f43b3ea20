import type { ShippedPackage } from './packages.ts';

/** The part of CycloneDX (https://cyclonedx.org/docs/1.6/json/) that we write. */
export interface BillOfMaterials {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  metadata: { component: { type: 'application'; name: string } };
  components: readonly {
    type: 'library';
    name: string;
    version: string;
    purl: string;
    'bom-ref': string;
    licenses: [{ license: { id: string } }];
    hashes: [{ alg: 'SHA-512'; content: string }];
  }[];
  dependencies: readonly { ref: string; dependsOn: string[] }[];
}

/**
 * @param packages The shipped packages.
 * @param lockfile Text of pnpm-lock.yaml, for the hash of each package's archive.
 * @returns A bill of materials for vulnerability scanners. Deterministic.
 * @throws Error if a package is missing from the lockfile.
 */
export function billOfMaterials(packages: readonly ShippedPackage[], lockfile: string): BillOfMaterials {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { type: 'application', name: 'web-clip' } },
    components: packages.map(({ name, version, licence }) => ({
      type: 'library',
      name,
      version,
      purl: purl(`${name}@${version}`),
      'bom-ref': `${name}@${version}`,
      licenses: [{ license: { id: licence } }],
      hashes: [{ alg: 'SHA-512', content: sha512(`${name}@${version}`, lockfile) }],
    })),
    dependencies: packages.map(({ name, version, needs }) => ({
      ref: `${name}@${version}`,
      dependsOn: needs,
    })),
  };
}

/** https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
const purl = (id: string): string => `pkg:npm/${id.replace(/^@/, '%40')}`;

function sha512(id: string, lockfile: string): string {
  const at = Math.max(lockfile.indexOf(`\n  ${id}:\n`), lockfile.indexOf(`\n  '${id}':\n`));
  const [, hash] = /^\s+\S+\s+resolution: \{integrity: sha512-([\w+/=]+)/.exec(lockfile.slice(at)) ?? [];
  if (at < 0 || !hash) throw new Error(`pnpm-lock.yaml has no hash of ${id}. Run npm run setup.`);
  return Buffer.from(hash, 'base64').toString('hex');
}
