import { album, keyboard, lightbox, marks, models, search, silence, start } from './checks/album.ts';
import { capabilities } from './checks/capabilities.ts';
import { cleanUp, save } from './checks/clean-and-save.ts';
import { damaged, kinds } from './checks/files.ts';
import { embeddings, labels, parity } from './checks/modules.ts';
import { interruption, offline, reload, secondTab, visitAtOnce } from './checks/visits.ts';
import type { Check } from './findings.ts';

/** All checks in order. Later checks use what earlier ones have indexed. */
export const CHECKS: readonly Check[] = [
  visitAtOnce,
  start,
  album,
  search,
  lightbox,
  marks,
  cleanUp,
  save,
  keyboard,
  models,
  // Must come before the checks with damaged files and without a network, which log legitimate errors.
  silence,
  kinds,
  damaged,
  reload,
  interruption,
  secondTab,
  offline,
  labels,
  embeddings,
  parity,
  ...capabilities,
];
