import { type Clip, createClip, deleteModel, storedModels } from '@web-clip/clip';
import { openLibrary } from '@web-clip/photos';
import { expect, it } from 'vitest';
import { PhotoSearch } from './without-browser.ts';

const runsHere = (call: string) =>
  expect.objectContaining({
    name: 'ClipError',
    code: 'engine-failed',
    message: `${call} was called in Node.js, but web-clip runs in pages and their dedicated workers. Call it in the browser only, not while a page is rendered on a server.`,
  });

it('is what Node takes for the element', async () => {
  const { exports } = (await import('../package.json', { with: { type: 'json' } })).default;
  expect(exports['.'].node).toBe('./src/without-browser.ts');
  // The first condition that fits counts.
  expect(Object.keys(exports['.'])[0]).toBe('node');
});

it.each<[call: string, run: () => unknown]>([
  ['createClip()', () => createClip()],
  ['createClip()', () => createClip({ weights: { assets: '/assets/' } })],
  ['openLibrary()', () => openLibrary({ clip: { loadPlugin: () => undefined } as unknown as Clip })],
  ['storedModels()', () => storedModels()],
  ['deleteModel()', () => deleteModel('pocket')],
  ['<photo-search>', async () => new PhotoSearch()],
])('says where %s was called', async (call, run) => {
  await expect(run()).rejects.toEqual(runsHere(call));
});
