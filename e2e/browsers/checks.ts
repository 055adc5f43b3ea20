import { album, keyboard, lightbox, models, search, silence, start } from './checks/album.ts';
import { capabilities } from './checks/capabilities.ts';
import { damaged, kinds } from './checks/files.ts';
import { embedded, embeddings, parity } from './checks/modules.ts';
import { interruption, offline, reload, secondTab, visitAtOnce } from './checks/visits.ts';
import type { Check } from './findings.ts';

/** All checks in their order: later ones look at what earlier ones have indexed. */
export const CHECKS: readonly Check[] = [
  visitAtOnce,
  start,
  album,
  search,
  lightbox,
  keyboard,
  models,
  // Files that are damaged, and a network that is off, are complained of with reason.
  silence,
  kinds,
  damaged,
  reload,
  interruption,
  secondTab,
  offline,
  embedded,
  embeddings,
  parity,
  ...capabilities,
];
