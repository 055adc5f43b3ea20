import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { TARBALL } from './packed.ts';

/**
 * @param path Of a packed package. Default: ours.
 * @returns What publint and attw have to say against it, as a package for bundlers and browsers only.
 */
export async function complaints(path = TARBALL): Promise<string[]> {
  const tarball = readFileSync(path);
  const { messages, pkg } = await publint({
    pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) },
  });
  const types = await checkPackage(createPackageFromTarballData(tarball));
  const problems = types.types ? types.problems : [{ kind: 'there are no types' }];
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg)}`),
    ...problems
      // It has only ES modules: https://github.com/arethetypeswrong/arethetypeswrong.github.io/blob/main/docs/problems/CJSResolvesToESM.md
      .filter(
        (problem) =>
          !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(String(problem.resolutionKind))),
      )
      .map((problem) => `attw: ${JSON.stringify(problem)}`),
  ];
}
