import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, SAMPLES } from '../../workspace.ts';
import type { Bench, Check } from '../findings.ts';
import { button, dialog, type Person } from '../person.ts';

/** A library of its own, with a photo, its copy, and another photo. */
async function openCopies({ visit }: Bench): Promise<Person> {
  const folder = newFolder();
  const files = { 'castle.webp': 'castle', 'castle (1).webp': 'castle', 'two-cats.webp': 'two-cats' };
  const paths = Object.entries(files).map(([name, sample]) => {
    const path = join(folder, name);
    copyFileSync(join(SAMPLES, `${sample}.webp`), path);
    return path;
  });
  const person = await visit();
  await person.open('copies');
  await person.choose(paths);
  await person.indexed(paths.length);
  return person;
}

const inDialog = (selector: string, named: string) => ({ selector: `dialog[open] ${selector}`, named });

/** Copies of a picture. */
export const cleanUp: Check = {
  what: 'copies are found, compared, hidden and shown again',
  isShort: true,
  run: async (bench) => {
    const person = await openCopies(bench);
    await person.click(button('^Clean up$'));
    await person.sees(inDialog('[role=tab]', '^Same picture \\(1\\)$'));
    await person.click(button('^Compare castle.webp with the others$'));
    await person.sees({ selector: 'photo-search-compare-pane' });
    await person.tab.press('Escape');
    await person.seesNo({ selector: 'photo-search-compare-pane' });
    await person.click(button('^Hide the copy of castle.webp$'));
    await person.sees(inDialog('[role=status]', '^1 photo is hidden'));
    await person.until('two photos', async () => (await person.photos()).length === 2);
    await person.click(inDialog('button', '^Undo$'));
    await person.until('three photos', async () => (await person.photos()).length === 3);
    await person.tab.press('Escape');
    await person.seesNo(dialog());
    return 'one copy';
  },
};

/** Taking photos elsewhere. */
export const save: Check = {
  what: 'chosen photos are saved as a ZIP file and listed',
  isShort: true,
  run: async (bench) => {
    const person = await openCopies(bench);
    const { tab } = person;
    await person.click(button('two-cats'));
    await person.sees(dialog('two-cats'));
    // What was said of photos is only known a moment after the page is there, and only then they can be chosen.
    await person.sees(inDialog('button', '^Favourite$'));
    await tab.press('x');
    await tab.press('Escape');
    await person.seesNo(dialog());
    await person.click({ selector: '.mark-bar button', named: '^Save$' });
    await person.sees(dialog('Save 1 photo'));
    await person.click(inDialog('button', '^List as a table \\(CSV\\)$'));
    await person.sees(inDialog('[role=status]', 'The list is in your downloads'));
    await person.click(inDialog('button', '^Save as a ZIP file$'));
    await person.sees(inDialog('[role=status]', '^1 photo saved'));
    await tab.press('Escape');
    await person.seesNo(dialog());
    return 'a list and a ZIP file';
  },
};
