import { expect, type Page } from '@playwright/test';
import type { ModelCard } from '@web-clip/clip';
import { PhotoSearchPage } from './photo-search.ts';
import { albumOf } from './workspace.ts';

/**
 * Offers the bundled model and “Other (test)”: the same files, from a host.
 *
 * @param modelHost URL of the host.
 * @param repository Repository of the model on the host, and its id.
 * @param about Overrides of the bundled model's card.
 */
export function offerHosted(
  page: Page,
  modelHost: string,
  repository: string,
  about: Partial<ModelCard> = {},
): Promise<void> {
  return page.evaluate(
    ({ repository, modelHost, about }) => {
      const element = document.querySelector('photo-search');
      const pocket = element?.models.find(({ id }) => id === 'pocket');
      if (!element || !pocket?.about) throw new Error('There is no bundled model.');
      const source = { kind: 'export', repository, revision: 'main' } as const;
      const other = {
        ...pocket,
        id: repository,
        name: 'Other (test)',
        source,
        about: { ...pocket.about, ...about },
      };
      Object.assign(element, { modelHost, models: [pocket, other] });
    },
    { repository, modelHost, about },
  );
}

/**
 * Opens the page, which offers the bundled model and “Other (test)”.
 *
 * @param modelHost URL of the host.
 * @param repository Repository of the other model on the host.
 * @param about As for {@link offerHosted}.
 */
export async function openWithHosted(
  page: Page,
  modelHost: string,
  repository: string,
  about?: Partial<ModelCard>,
): Promise<PhotoSearchPage> {
  const search = new PhotoSearchPage(page);
  await search.open();
  await offerHosted(page, modelHost, repository, about);
  await expect.poll(async () => (await search.status()) !== undefined).toBe(true);
  return search;
}

/**
 * Like {@link openWithHosted}, with five photos, and another model that is stored but not in the list.
 *
 * @returns The page, and that model's id.
 */
export async function openWithUnlisted(
  page: Page,
  modelHost: string,
  repository: string,
): Promise<{ search: PhotoSearchPage; unlisted: string }> {
  const search = await openWithHosted(page, modelHost, repository);
  await search.chooseFolder(albumOf(5));
  await search.indexed(5);
  return { search, unlisted: await storeUnlisted(page) };
}

/** Switches to a model by its URL, and back. */
async function storeUnlisted(page: Page): Promise<string> {
  const model = new URL('models/pocket/', page.url()).href;
  for (const each of [model, 'pocket']) {
    await page.evaluate((each) => {
      Object.assign(document.querySelector('photo-search') as object, { model: each });
    }, each);
    await expect.poll(() => modelInUse(page)).toBe(each);
  }
  return model;
}

/** Chooses a model like a user. */
export async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await page.getByRole('button', { name: `Use this model: ${model}` }).click();
}

/** @returns Id of the current model. */
export function modelInUse(page: Page): Promise<string | undefined> {
  return page.evaluate(
    async () => (await (await document.querySelector('photo-search')?.clip)?.info())?.model.id,
  );
}
