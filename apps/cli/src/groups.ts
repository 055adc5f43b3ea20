import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { type FoundGroups, type GroupsSettings, groupsInPage } from './groups/in-page.ts';
import { reasonInWords } from './groups/reason.ts';
import { withPage } from './page.ts';
import { WORKSPACE } from './serve.ts';

const USAGE = `npm run groups -- --photos DIR [--model ID] [--device webgpu|wasm] [--json]

Lists photos that show the same picture, with the one to keep, and photos of the same moment.

  --photos DIR   the folder of photos, with its subfolders
  --model ID     pocket (the bundled one), owner/name of a repository, or a URL
  --device D     webgpu or wasm; automatic by default
  --json         one JSON object instead of a list`;

/** What the command prints with --json. Files are absolute paths. */
interface Answer {
  samePicture: { keep: string; why: string; files: string[] }[];
  sameMoment: { files: string[] }[];
}

const { settings, photos, json } = readArguments();
const found = await withPage((page) => find(page, photos, settings)).catch((error: unknown) => {
  // The first line of a page's error is the message, after Playwright's own words.
  const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
  console.error(`\n${message.replace(/^page\.\w+: (\w+: )?/, '')}`);
  process.exit(1);
});
process.stderr.write('\n');
const answer = answerOf(found);
if (json) console.log(JSON.stringify(answer, null, 2));
else print(answer);

function readArguments(): { settings: GroupsSettings; photos: string; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        photos: { type: 'string' },
        model: { type: 'string', default: 'pocket' },
        device: { type: 'string', default: 'auto' },
        json: { type: 'boolean', default: false },
      },
    });
    const { model, device } = values;
    if (!values.photos) throw new Error('Name a folder of photos.');
    if (device !== 'auto' && device !== 'webgpu' && device !== 'wasm')
      throw new Error(`--device is ${device}, but must be webgpu or wasm.`);
    // npm runs scripts in the workspace, but the user may be in another folder.
    const folder = resolve(process.env.INIT_CWD ?? '.', values.photos);
    if (!existsSync(folder) || !statSync(folder).isDirectory())
      throw new Error(`There is no folder ${folder}.`);
    return { settings: { model, device }, photos: folder, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function find(page: Page, folder: string, settings: GroupsSettings): Promise<FoundGroups> {
  page.on('console', (message) => {
    if (message.type() === 'info') process.stderr.write(`\r${message.text()}`);
  });
  await page.setInputFiles('input', folder);
  return groupsInPage(page, settings);
}

function answerOf({ paths, samePicture, sameMoment }: FoundGroups): Answer {
  const file = (id: number): string => join(photos, paths[id] ?? '');
  return {
    samePicture: samePicture.map(({ keep, why, photos }) => ({
      keep: file(keep),
      why: reasonInWords(why),
      files: photos.map(file),
    })),
    sameMoment: sameMoment.map(({ photos }) => ({ files: photos.map(file) })),
  };
}

function print({ samePicture, sameMoment }: Answer): void {
  const short = (file: string): string => file.replace(WORKSPACE, '');
  console.log(`The same picture: ${samePicture.length} groups`);
  for (const { keep, why, files } of samePicture) {
    console.log(`\n  keep  ${short(keep)}: ${why}`);
    for (const file of files) if (file !== keep) console.log(`        ${short(file)}`);
  }
  console.log(`\nThe same moment: ${sameMoment.length} groups`);
  for (const { files } of sameMoment)
    console.log(`\n${files.map((file) => `        ${short(file)}`).join('\n')}`);
}
