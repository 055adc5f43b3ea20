import { join } from 'node:path';
import { SAMPLES, samples } from '../../workspace.ts';
import { type Bench, type Check, must } from '../findings.ts';
import { button, dialog, type Person, SEARCH_BOX } from '../person.ts';

/** @returns A user of the page's own library, in which {@link album} has indexed the sample album. */
export async function openAlbum(bench: Bench): Promise<Person> {
  const person = await bench.visit();
  await person.open();
  const { searchable } = (await person.status()) ?? {};
  must(searchable === samples().length, 'The sample album is not indexed.');
  return person;
}

/** The first screen. */
export const start: Check = {
  what: 'the page starts',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open();
    await person.sees({ selector: 'h2', named: 'Find your photos' });
    await person.sees({ selector: 'p', named: 'Nothing leaves this device' });
    await person.sees(button('Choose a folder'));
    const { backend, dtype, threads } = await person.info();
    return `${backend}, ${dtype}, ${threads} thread${threads === 1 ? '' : 's'}`;
  },
};

/** The sample album. */
export const album: Check = {
  what: 'the sample album is indexed and shown',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open();
    await person.click(button('sample album'));
    await person.indexed(samples().length);
    const shown = await person.until('thumbnails', async () => {
      const images = await person.see({ selector: '[aria-label=Photos] img' });
      return images.length > 0 && images.every(({ naturalWidth = 0 }) => naturalWidth > 0) && images.length;
    });
    return `${samples().length} photos, ${shown} on the screen`;
  },
};

/** Searches by text and by image. */
export const search: Check = {
  what: 'words and pictures find photos',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    const wanted = {
      'a penguin': 'penguin-in-snow.webp',
      'two cats': 'two-cats.webp',
      'a slice of pizza': 'slice-of-pizza.webp',
    };
    for (const [words, best] of Object.entries(wanted)) {
      const [found] = await person.searches(words);
      must(found === best, `“${words}” finds ${found} first.`);
    }
    // Otherwise the picture would join the words.
    await person.clearsBox();
    await person.chooseExample(join(SAMPLES, 'castle.webp'));
    await person.sees(button('^Remove:'));
    await person.until('castle first', async () => (await person.photos())[0] === 'castle.webp');
    return `${Object.keys(wanted).length} searches by words, 1 by picture`;
  },
};

/** The lightbox, with the mouse. */
export const lightbox: Check = {
  what: 'the lightbox opens photos and moves between them',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    const [first = '', second = ''] = await person.searches('two cats');
    await person.click(button(first));
    await person.sees(dialog(first));
    await person.until('photo in full size', async () => {
      const [image] = await person.see({ selector: '.here .picture > img' });
      return image?.naturalWidth === 320 && image.naturalHeight === 240;
    });
    await person.sees({ selector: 'dialog[open] p', named: '320 × 240' });
    await person.click(button('^Next photo$'));
    await person.sees(dialog(second));
    await person.sees({ selector: '.here .picture', named: second });
    await person.click(button('^Previous photo$'));
    await person.sees(dialog(first));
    await person.click(button('^Close$'));
    await person.seesNo(dialog());
    await person.focuses(button(first));
    await person.click(button(first));
    await person.click(button('^More like this$'));
    await person.seesNo(dialog());
    await person.focuses(button('^Change:'));
    await person.until('similar photos', async () => {
      const [like] = await person.photos();
      return like !== undefined && like !== first;
    });
    return 'opened, paged through, closed, searched for similar ones';
  },
};

/** Marks. */
export const marks: Check = {
  what: 'photos are marked, found by their marks, and unmarked',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    const { tab } = person;
    const [first = '', second = ''] = await person.photos();
    const finds = async (filter: string, ...names: string[]): Promise<void> => {
      await person.click(SEARCH_BOX);
      await tab.type(filter);
      await tab.press('Enter');
      await person.sees(button('^Remove:'));
      await person.until(
        `${names.length} photos for ${filter}`,
        async () => (await person.photos()).join() === names.join(),
      );
      await person.click(button('^Remove:'));
      await person.seesNo(button('^Remove:'));
    };
    const undo = { selector: 'dialog[open] button', named: '^Undo$' };
    await person.click(button(first));
    await person.sees(dialog(first));
    // What was said of photos is only known a moment after the page is there.
    await person.sees({ selector: 'dialog[open] button', named: '^Favourite$' });
    await tab.press('5');
    await person.sees(undo);
    await tab.press('ArrowRight');
    await person.sees(dialog(second));
    await person.seesNo(undo);
    await tab.press('4');
    await person.sees(undo);
    await tab.press('Escape');
    await person.seesNo(dialog());
    await finds('rating:5', first);
    await finds('rating:4', second);
    await person.click(button('^Undo$'));
    await finds('rating:4');
    return 'five and four stars, of which one was undone';
  },
};

/** All of that with the keyboard. */
export const keyboard: Check = {
  what: 'everything works from the keyboard',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    const { tab } = person;
    await tab.press('/');
    await person.focuses(SEARCH_BOX);
    await tab.type('a penguin');
    await tab.press('Enter');
    await person.until('penguin first', async () => (await person.photos())[0] === 'penguin-in-snow.webp');
    const [first = '', second = ''] = await person.photos();
    const focused = async (): Promise<string | undefined> =>
      (await person.see({ selector: '[role=listitem] button' })).find(({ focused }) => focused)?.name;
    // Tab past the buttons beside the box.
    for (let presses = 0; (await focused()) === undefined; presses++) {
      must(presses < 10, 'Tab does not reach the photos.');
      await tab.press('Tab');
    }
    await person.focuses(button(first));
    await tab.press('ArrowRight');
    await person.focuses(button(second));
    await tab.press('Enter');
    await person.sees(dialog(second));
    await tab.press('i');
    await person.sees({ selector: 'dd', named: 'WebP' });
    await tab.press('ArrowLeft');
    await person.sees(dialog(first));
    await tab.press('Escape');
    await person.seesNo(dialog());
    await person.focuses(button(first));
    await tab.press('End');
    await person.until('focus on the last photo', async () => {
      const last = await focused();
      return last !== undefined && last !== first;
    });
    await tab.press('Home');
    await person.focuses(button(first));
    await tab.press('/');
    await person.focuses(SEARCH_BOX);
    await tab.press('Escape');
    await person.until('empty box', async () => (await person.see(SEARCH_BOX))[0]?.value === '');
    return 'searched, moved, opened, paged through, closed';
  },
};

/** The available models. */
export const models: Check = {
  what: 'the models dialog opens and closes',
  isShort: true,
  run: async (bench) => {
    const person = await openAlbum(bench);
    const opener = button('^Models$');
    await person.click(opener);
    const { text } = await person.sees(dialog());
    must(/In use/.test(text) && /Pocket/.test(text), 'The dialog does not say which model is in use.');
    const offers = await person.see(button('^Use this model'));
    must(offers.length > 0, 'The dialog offers no other model.');
    await person.tab.press('Escape');
    await person.seesNo(dialog());
    await person.focuses(opener);
    await person.click(opener);
    await person.click(button('^Close$'));
    await person.seesNo(dialog());
    return `${offers.length} models on offer`;
  },
};

/** The console messages of all pages so far. */
export const silence: Check = {
  what: 'the console stays empty',
  isShort: true,
  run: async ({ complaints }) => {
    must(complaints.length === 0, complaints.slice(0, 3).join(' '));
    return 'no errors, no warnings';
  },
};
