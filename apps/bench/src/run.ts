import { environmentOf, openClip } from './clip.ts';
import { removeLeftovers } from './libraries.ts';
import { type PhotoGroup, photoGroups } from './photos.ts';
import type { Message, PageSuite } from './result.ts';
import type { Settings } from './settings.ts';
import { groupsSuite } from './suites/groups.ts';
import { growthSuite } from './suites/growth.ts';
import { indexSuite } from './suites/index-photos.ts';
import { memorySuite } from './suites/memory.ts';
import { querySuite } from './suites/query.ts';
import { searchSuite } from './suites/search.ts';
import { startSuite } from './suites/start.ts';
import type { Bench, RunSuite } from './suites/suite.ts';
import { textSuite } from './suites/text.ts';

const RUN: Record<PageSuite, RunSuite> = {
  index: indexSuite,
  text: textSuite,
  search: searchSuite,
  query: querySuite,
  start: startSuite,
  memory: memorySuite,
  growth: growthSuite,
  groups: groupsSuite,
};

/**
 * Runs all requested suites. An error only ends its own suite.
 *
 * @param settings What to measure.
 * @param files Photos that the user chose, used instead of those in the settings.
 * @param tell Called with a description of the current step.
 * @returns Messages to show or post, as they become available, with `done` last.
 */
export async function* runBench(
  settings: Settings,
  files: readonly Blob[] | undefined,
  tell: (what: string) => void,
): AsyncGenerator<Message> {
  let model: string;
  try {
    tell('starting the model');
    await removeLeftovers();
    const clip = await openClip(settings);
    const info = await clip.info();
    model = info.model.id;
    yield { environment: environmentOf(info) };
    clip.dispose();
  } catch (error) {
    yield { error: messageOf(error) };
    yield { done: true };
    return;
  }
  let groups: Promise<readonly PhotoGroup[]> | undefined;
  const bench: Bench = {
    settings,
    model,
    photos: () => {
      groups ??= photoGroups(files ?? settings.photos, tell);
      return groups;
    },
    tell,
  };
  for (const suite of settings.suites) {
    try {
      if (suite === 'first-visit')
        throw new Error('Only the command measures first visits: npm run bench -- --suite first-visit.');
      for await (const result of RUN[suite](bench)) yield { result };
    } catch (error) {
      yield { error: messageOf(error), suite };
    }
  }
  yield { done: true };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
