import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { ModelCard } from '@web-clip/clip';
import { hostModel, type ModelHost } from './faults/model-host.ts';
import { openWithHosted } from './offered.ts';
import type { PhotoSearchPage } from './photo-search.ts';
import { WORKSPACE } from './workspace.ts';

/** Repository of “Other (test)” on its host, and its id. */
export const REPOSITORY = 'someone/other-clip';

/** Fixtures of a journey with two models. */
interface RemotePlugin {
  /** Hosts the bundled model’s files, as “Other (test)”. */
  host: ModelHost;
  /** Opens the page, which offers both; see {@link openWithHosted}. */
  openWithOther(about?: Partial<ModelCard>): Promise<PhotoSearchPage>;
}

/** A journey with two models. */
export const test = base.extend<RemotePlugin>({
  host: async ({ browserName: _ }, use) => {
    const host = await hostModel(REPOSITORY, join(WORKSPACE, 'public/models/pocket'));
    await use(host);
    await host.close();
  },
  openWithOther: ({ page, host }, use) => use((about) => openWithHosted(page, host.url, REPOSITORY, about)),
});
