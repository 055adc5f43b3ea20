import type { Page } from '@playwright/test';
import type { ModelCard } from 'web-clip';

/**
 * Offers the bundled model and “Other (test)”: the same files, from a host.
 *
 * @param modelHost The host's URL.
 * @param repository The model's place there, and its id.
 * @param about What its card says otherwise than the bundled model's.
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

/** Chooses a model as a person does. */
export async function choose(page: Page, model: string): Promise<void> {
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await page.getByRole('button', { name: `Use this model: ${model}` }).click();
}

/** @returns Id of the model that is in use. */
export function modelInUse(page: Page): Promise<string | undefined> {
  return page.evaluate(
    async () => (await (await document.querySelector('photo-search')?.clip)?.info())?.model.id,
  );
}
