import { type Library, openPhotoExport } from '@web-clip/photos';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PhotoSearch } from '../photo-search.ts';
import { storedZip } from './stored-zip.fixture.ts';

/** Spaces in a sidecar, so that it is moved in several parts. */
const SPACES = 2 ** 24;

let element: PhotoSearch;
let source: FileSystemDirectoryHandle;
let target: FileSystemDirectoryHandle;
let count = 0;

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`save-${Date.now()}-${count++}`, { create: true });
  source = await folder.getDirectoryHandle('source', { create: true });
  target = await folder.getDirectoryHandle('target', { create: true });
  await write(source, 'castle.webp', await sample('castle'));
  await write(source, 'banana.webp', await sample('banana'));
  await write(source, 'banana.webp.xmp', XMP);
  // No test can answer the browser’s own dialogs.
  vi.stubGlobal('showDirectoryPicker', async () => target);
  element = await started(crypto.randomUUID());
  await element.add(source);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  element.remove();
});

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 </rdf:RDF>
</x:xmpmeta>`;

async function started(name: string): Promise<PhotoSearch> {
  const search = new PhotoSearch();
  search.name = name;
  search.device = 'wasm';
  document.body.append(search);
  await search.updateComplete;
  await search.library;
  return search;
}

const sample = async (name: string): Promise<Blob> => (await fetch(`/samples/${name}.webp`)).blob();

async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  ...content: (Blob | string)[]
): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await stream.write(new Blob(content));
  await stream.close();
}

/** Names of the files of a folder. */
async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) if (!name.endsWith('.jsonl')) names.push(name);
  return names.sort();
}

const ALL = ['banana.webp', 'banana.webp.xmp', 'castle.webp'];

const library = (): Promise<Library> => element.library as Promise<Library>;
const root = (): ShadowRoot => element.shadowRoot as ShadowRoot;
const dialog = (): ShadowRoot => root().querySelector('photo-search-save')?.shadowRoot as ShadowRoot;
const said = (): string | undefined => dialog().querySelector('[role=status] .body > p')?.textContent;
/** What the notices of the page say. */
const notices = (): string => root().querySelector('.notices')?.textContent.replace(/\s+/g, ' ') ?? '';

function button(within: ShadowRoot, text: string): HTMLButtonElement | undefined {
  const buttons = [...within.querySelectorAll<HTMLButtonElement>('button')];
  return buttons.find(({ textContent }) => textContent.trim() === text);
}

async function press(within: () => ShadowRoot, text: string): Promise<void> {
  await expect.poll(() => button(within(), text)).toBeDefined();
  await userEvent.click(button(within(), text) as HTMLButtonElement);
}

/** @returns What is saved among the downloads from now on. */
function downloads(): Promise<Blob>[] {
  const saved: Promise<Blob>[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(fetch(this.href).then((response) => response.blob()));
  });
  return saved;
}

async function openDialog(): Promise<void> {
  await press(root, 'Save these photos');
  await expect.poll(() => dialog()?.querySelector('dialog')?.open).toBe(true);
}

test('photos are copied into a folder with their sidecars, and the copies removed again', async () => {
  await openDialog();
  expect(dialog().querySelector('h2')?.textContent).toBe('Save 2 photos');
  await press(dialog, 'Copy into a folder');
  await expect.poll(said).toBe('2 photos copied, with 1 RAW or sidecar file.');
  expect(await namesIn(target)).toEqual(ALL);
  await press(dialog, 'Undo');
  await expect.poll(said).toBe('2 copies removed, with 1 RAW or sidecar file.');
  expect([await namesIn(target), await namesIn(source)]).toEqual([[], ALL]);
});

test('a ZIP takes along what the person said of a photo', async () => {
  const [photo] = (await (await library()).photos()).filter(({ path }) => path === 'castle.webp');
  await (await library()).marks.set([photo?.id ?? 0], {
    favourite: true,
    rating: 4,
    labels: { add: ['Stones'] },
  });
  const file = await target.getFileHandle('photos.zip', { create: true });
  vi.stubGlobal('showSaveFilePicker', async () => file);
  await openDialog();
  await press(dialog, 'Save as a ZIP file');
  await expect.poll(said).toBe('2 photos saved, with 2 RAW and sidecar files. They are in “photos.zip”.');
  const { files } = await openPhotoExport([await file.getFile()]);
  expect(files.map(({ path }) => path).sort()).toEqual([
    'banana.webp',
    'banana.webp.xmp',
    'castle.webp',
    'castle.webp.xmp',
  ]);
  const sidecar = await (await files.find(({ path }) => path === 'castle.webp.xmp')?.open())?.text();
  expect(sidecar).toContain('<xmp:Rating>4</xmp:Rating>');
  expect(sidecar).toMatch(/<rdf:li>Stones<\/rdf:li>\s*<rdf:li>Favourite<\/rdf:li>/);

  // A browser without that picker.
  Reflect.deleteProperty(window, 'showSaveFilePicker');
  const saved = downloads();
  await press(dialog, 'Save as a ZIP file');
  await expect.poll(said).toMatch(/^2 photos saved.*downloads\.$/);
  expect((await openPhotoExport([(await saved[0]) as Blob])).files).toHaveLength(4);
});

test('sidecars, a list and a contact sheet say what there is of each photo', async () => {
  const [castle, banana] = (await (await library()).photos()).sort((a, b) => b.path.localeCompare(a.path));
  await (await library()).marks.set([castle?.id ?? 0], { rating: 5 });
  await (await library()).marks.set([banana?.id ?? 0], { labels: { add: ['Fruit'] } });
  const textOf = async (name: string): Promise<string> =>
    (await (await source.getFileHandle(name)).getFile()).text();
  await openDialog();
  await press(dialog, 'Write XMP sidecars');
  await expect.poll(said).toBe('2 sidecars changed.');
  expect(await textOf('castle.webp.xmp')).toContain('<xmp:Rating>5</xmp:Rating>');
  expect(await textOf('banana.webp.xmp')).toContain('<rdf:li>Fruit</rdf:li>');
  await press(dialog, 'Remove our XMP data');
  await expect.poll(said).toBe('2 sidecars cleared.');
  expect([await namesIn(source), await textOf('banana.webp.xmp')]).toEqual([ALL, XMP]);

  const saved = downloads();
  await press(dialog, 'List as a table (CSV)');
  await expect.poll(said).toBe('The list is in your downloads.');
  expect(await (await saved[0])?.text()).toMatch(
    /^.*,rating,label,keywords[\s\S]*\nsource,banana.webp,.*,Fruit,/m,
  );

  await press(dialog, 'Print a contact sheet');
  const sheet = (): Document | null | undefined =>
    document.querySelector<HTMLIFrameElement>('iframe[title="Print a contact sheet"]')?.contentDocument;
  await expect
    .poll(() => [...(sheet()?.images ?? [])].filter(({ naturalWidth }) => naturalWidth > 0).length)
    .toBe(2);
  expect(sheet()?.body.textContent).toMatch(/castle\.webp\s+File dated/);
  await expect.poll(() => button(dialog(), 'Print a contact sheet')).toBeDefined();
  sheet()?.defaultView?.dispatchEvent(new Event('afterprint'));
  expect(sheet()).toBeUndefined();
});

test('what cannot be written is told, and the dialog stays of use', async () => {
  const [removed] = (await (await library()).photos()).filter(({ path }) => path === 'castle.webp');
  await source.removeEntry('castle.webp');
  await openDialog();
  await press(dialog, 'Copy into a folder');
  await expect.poll(said).toBe('1 photo copied, with 1 RAW or sidecar file.');
  expect(dialog().querySelector('.left')?.textContent).toContain(removed?.path);
  vi.spyOn(FileSystemHandle.prototype, 'queryPermission').mockResolvedValue('prompt');
  vi.spyOn(FileSystemHandle.prototype, 'requestPermission').mockResolvedValue('denied');
  await press(dialog, 'Write XMP sidecars');
  await expect.poll(said).toContain('does not let this page change the folder “source”');
  expect(button(dialog(), 'Copy into a folder')).toBeDefined();
});

test('an interrupted move is continued after a reload, and undone', async () => {
  await write(source, 'banana.webp.xmp', XMP, ' '.repeat(SPACES));
  const { name } = element;
  const ids = (await (await library()).photos()).map(({ id }) => id);
  const abort = new AbortController();
  const move = (await library()).transfers.move(ids, target, {
    signal: abort.signal,
    onProgress: ({ bytes }) => bytes > 0 && abort.abort(),
  });
  await expect(move).rejects.toMatchObject({ name: 'AbortError' });
  element.remove();

  element = await started(name);
  await expect.poll(notices).toContain('Moving 2 photos into “target” was interrupted.');
  await openDialog();
  await press(dialog, 'Continue');
  await expect.poll(said).toBe('2 photos moved, with 1 RAW or sidecar file.');
  expect([await namesIn(target), await namesIn(source)]).toEqual([ALL, []]);
  expect(button(dialog(), 'Search “target” too')).toBeDefined();
  await userEvent.keyboard('{Escape}');
  await expect.poll(notices).toContain('2 photos moved');
  await press(root, 'Undo');
  await expect.poll(notices).toContain('2 photos moved back');
  expect([await namesIn(target), await namesIn(source)]).toEqual([[], ALL]);
});

test('a move is only done once it is confirmed, and the library follows', async () => {
  await openDialog();
  await press(dialog, 'Move into a folder');
  await press(dialog, 'Cancel');
  expect(await namesIn(target)).toEqual([]);
  await press(dialog, 'Move into a folder');
  await press(dialog, 'Move');
  await expect.poll(said).toBe('2 photos moved, with 1 RAW or sidecar file.');
  await press(dialog, 'Search “target” too');
  await expect.poll(() => dialog().querySelector('dialog')?.open).toBe(false);
  await expect
    .poll(async () => {
      const [folders, photos] = await Promise.all([(await library()).folders(), (await library()).photos()]);
      return photos.map(({ folder }) => folders.find(({ id }) => id === folder)?.name);
    })
    .toEqual(['target', 'target']);
});

test('an export of Google Takeout brings favourites, albums and dates', async () => {
  const folder = 'Takeout/Google Photos/Rome';
  const zip = storedZip({
    [`${folder}/bread.webp`]: new Uint8Array(await (await sample('bread')).arrayBuffer()),
    [`${folder}/bread.webp.supplemental-metadata.json`]: JSON.stringify({
      title: 'bread.webp',
      favorited: true,
      photoTakenTime: { timestamp: '1500000000' },
    }),
    [`${folder}/pear.webp`]: new Uint8Array(await (await sample('banana')).arrayBuffer()),
    [`${folder}/pear.webp.supplemental-metadata.json`]: JSON.stringify({
      title: 'pear.webp',
      trashed: true,
      photoTakenTime: { timestamp: '1500000001' },
    }),
    [`${folder}/metadata.json`]: JSON.stringify({ title: 'Rome' }),
  });
  await press(root, 'Folders');
  const folders = (): ShadowRoot => root().querySelector('photo-search-folders')?.shadowRoot as ShadowRoot;
  await expect.poll(() => folders()?.querySelector('dialog')?.open).toBe(true);
  await userEvent.upload(folders().querySelector('.export') as HTMLInputElement, zip);
  await expect
    .poll(notices)
    .toContain(
      '1 photo from the export. Taken over: 1 favourite, 0 hidden photos, 1 album. Left out: 1 photo in the trash.',
    );
  const [found] = (
    await (await library()).search({ terms: [], filters: [{ album: 'Rome' }, { is: 'favourite' }] })
  ).hits;
  expect(found?.photo).toMatchObject({ path: `${folder}/bread.webp`, modified: 1.5e12 });
});
