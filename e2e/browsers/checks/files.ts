import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, SAMPLES } from '../../workspace.ts';
import { type Check, must } from '../findings.ts';
import { button, dialog } from '../person.ts';
import { IMAGES, imageNames, notesOf } from '../sites.ts';

/** The library of {@link kinds}. */
export const KINDS = 'kinds';

/** Listed as too large, and never decoded. */
const BOMB = 'bomb.png';

/** @returns Paths of intact images of every format. */
export const undamagedImages = (): string[] =>
  imageNames()
    .filter((name) => name !== BOMB)
    .map((name) => join(IMAGES, name));

const expected = { ...notesOf('expected.json'), ...notesOf('exact.json') };

/** Files of every format. */
export const kinds: Check = {
  what: 'files of every kind are indexed upright',
  isShort: true,
  run: async ({ visit }) => {
    const person = await visit();
    await person.open(KINDS);
    const files = undamagedImages();
    await person.choose(files);
    await person.listed(files.length);
    const failures = await person.failures();
    must(
      failures.length === 0,
      failures.map(({ path, failure }) => `${path}: ${failure?.message}`).join(' '),
    );
    const lying = (await person.records()).filter(
      ({ path, width, height }) => width !== expected[path]?.width || height !== expected[path]?.height,
    );
    must(
      lying.length === 0,
      lying.map(({ path, width, height }) => `${path} has the wrong size: ${width} × ${height}.`).join(' '),
    );
    const formats = new Set(files.map((path) => path.split('.').pop()));
    return `${files.length} files, ${[...formats].sort().join(', ')}`;
  },
};

/** Files that are not images. */
export const damaged: Check = {
  what: 'damaged files are listed with the reason',
  isShort: true,
  run: async ({ visit }) => {
    const folder = newFolder();
    const files: Record<string, Buffer> = {
      'empty.jpg': Buffer.alloc(0),
      'words.png': Buffer.from('no picture'),
      'cut.jpg': readFileSync(join(IMAGES, 'gray.jpg')).subarray(0, 100),
      'cut.webp': readFileSync(join(SAMPLES, 'castle.webp')).subarray(0, 100),
      'sound.webp': readFileSync(join(SAMPLES, 'castle.webp')),
      [BOMB]: readFileSync(join(IMAGES, BOMB)),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const person = await visit();
    await person.open('damaged');
    await person.choose(Object.keys(files).map((name) => join(folder, name)));
    await person.indexed(1);
    await person.click(button('^5 files could not be read$'));
    await person.sees(dialog('could not be read'));
    const rows = (await person.see({ selector: 'dialog[open] li' })).map(({ text }) => text);
    for (const [name, reason] of Object.entries({
      'empty.jpg': /empty/,
      'words.png': /./,
      'cut.jpg': /damaged/,
      'cut.webp': /damaged/,
      [BOMB]: /large|pixels/,
    })) {
      const row = rows.find((text) => text.includes(name));
      must(row !== undefined && reason.test(row.replace(name, '')), `${name} is listed as: ${row}`);
    }
    await person.tab.press('Escape');
    await person.seesNo(dialog());
    return `${rows.length} files with their reasons`;
  },
};
