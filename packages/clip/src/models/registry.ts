import { biomedClipModels } from './families/biomed-clip.ts';
import { chineseClipModels } from './families/chinese-clip.ts';
import { clipModels } from './families/clip.ts';
import { mobileclipModels } from './families/mobileclip.ts';
import { openClipModels } from './families/open-clip.ts';
import { pocket } from './families/pocket.ts';
import { siglipModels } from './families/siglip.ts';
import type { ModelSpec } from './spec.ts';

/**
 * The models that web-clip knows, by id. The first is the bundled one.
 *
 * All of them are made in functions, and these calls have no side effects, so that bundlers leave the models out of pages
 * that do not use them.
 */
export const registry: ReadonlyMap<string, ModelSpec> = /* @__PURE__ */ modelsById();

function modelsById(): Map<string, ModelSpec> {
  const specs = [
    pocket(),
    ...clipModels(),
    ...mobileclipModels(),
    ...siglipModels(),
    ...openClipModels(),
    ...chineseClipModels(),
    ...biomedClipModels(),
  ];
  return new Map(specs.map((spec) => [spec.id, spec]));
}
