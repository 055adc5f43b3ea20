import { biomedClipModels } from './families/biomed-clip.ts';
import { chineseClipModels } from './families/chinese-clip.ts';
import { clipModels } from './families/clip.ts';
import { mobileclipModels } from './families/mobileclip.ts';
import { openClipModels } from './families/open-clip.ts';
import { pocket } from './families/pocket.ts';
import { siglipModels } from './families/siglip.ts';
import type { ModelSpec } from './spec.ts';

/** The models that web-clip knows, by id. The first is the bundled one. */
export const registry: ReadonlyMap<string, ModelSpec> = new Map(
  [
    pocket,
    ...clipModels,
    ...mobileclipModels,
    ...siglipModels,
    ...openClipModels,
    ...chineseClipModels,
    ...biomedClipModels,
  ].map((spec) => [spec.id, spec]),
);
