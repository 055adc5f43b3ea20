import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, createClip, type ImageInput, row } from '../index.ts';
import table from './wrong-calls.md?raw';

const invalid = (message: string | RegExp) => ({
  code: 'invalid-argument',
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});
const any = <T>(value: unknown): T => value as T;
const DOG = '/models/pocket/goldens/dog-128x128.png';

const KINDS =
  'Pass a Blob or File, an <img>, <canvas> or <video>, an ImageBitmap, ImageData, VideoFrame or OffscreenCanvas.';

/** An element of a markup, as a page may contain it. */
function element(markup: string): Element {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return document.importNode(template.content, true).firstElementChild as Element;
}

const sized = (width: number, height: number): HTMLCanvasElement =>
  Object.assign(document.createElement('canvas'), { width, height });

describe('wrong calls', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());

  const documented = [...table.matchAll(/^\| `(.+?)` +\| `(.+?)` +\|$/gm)].map(
    ([, call = '', message = '']) => ({ call, message }),
  );

  it('are in the documentation', () => {
    expect(documented).toHaveLength(table.trim().split('\n').length - 2);
  });

  it.each(documented)('$call says what the documentation says', async ({ call, message }) => {
    document.body.innerHTML = '<img class="broken" src="/no/such/image.png"><svg></svg>';
    const image = Object.assign(new Image(), { src: DOG });
    const embeddings = { data: new Float32Array(4), count: 2, dimension: 2 };
    const names = { clip, createClip, row, image, embeddings };
    const run = new Function(...Object.keys(names), `return (async () => { await (${call}) })()`);
    // Dots stand for any text, such as the address of the page.
    const exactly = message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.+');
    await expect(run(...Object.values(names))).rejects.toMatchObject(invalid(new RegExp(`^${exactly}$`)));
  });

  it.each<[name: string, image: () => unknown, message: string | RegExp]>([
    ['the URL of an image', () => DOG, `is “${DOG}”. Fetch it first, and pass await response.blob().`],
    ['a URL', () => new URL(DOG, location.href), 'is a URL. Fetch it first, and pass await response.blob().'],
    ['a Response', () => new Response(), 'is a Response. Pass its await response.blob().'],
    [
      'an ArrayBuffer',
      () => new ArrayBuffer(8),
      'is an ArrayBuffer. Wrap the bytes of a file in new Blob([bytes]).',
    ],
    ['bytes', () => new Uint8Array(8), 'is a Uint8Array. Wrap the bytes of a file in new Blob([bytes]).'],
    ['a promise', () => Promise.resolve(new Blob()), 'is a Promise. Await it first.'],
    ['a list in a list', () => [new Blob()], 'is an array. Pass a flat array of images.'],
    [
      'an input',
      () => document.createElement('input'),
      'is an element <input>. Pass its files: [...input.files].',
    ],
    ['a context', () => sized(2, 2).getContext('2d'), 'is a CanvasRenderingContext2D. Pass its canvas.'],
    [
      'an inline <svg>',
      () => element('<svg viewBox="0 0 9 9"></svg>'),
      'is an element <svg>. Pass an <img> that shows it, or an <image> within it.',
    ],
    ['42', () => 42, `is 42. ${KINDS}`],
    ['undefined', () => undefined, `is undefined. ${KINDS}`],
    ['a Map', () => new Map(), `is a Map. ${KINDS}`],
    ['null', () => null, `is null. ${KINDS}`],
    ['an object', () => ({}), `is a plain object. ${KINDS}`],
    ['a <div>', () => document.createElement('div'), `is an element <div>. ${KINDS}`],
    [
      'a canvas of 0 x 0',
      () => sized(0, 0),
      'is a canvas of 0 x 0 pixels. Give it a size, and draw on it first.',
    ],
    [
      'an OffscreenCanvas without height',
      () => new OffscreenCanvas(5, 0),
      'is a canvas of 5 x 0 pixels. Give it a size, and draw on it first.',
    ],
    [
      'a broken <img>',
      () => element('<img src="/no/such/image.png">'),
      /^Image 1 is an <img> that the browser could not load from http.*\/no\/such\/image\.png\. Check the address and the file\.$/,
    ],
    ['an <img> without src', () => new Image(), 'is an <img> without an address. Set it first.'],
    [
      'a broken <image>',
      () => element('<svg><image href="/no/such/image.png"></svg>').firstChild,
      'is an <image> that the browser could not load from /no/such/image.png. Check the address and the file.',
    ],
    [
      'a <video> without a frame',
      () => document.createElement('video'),
      'is a <video> without a frame yet. Await its “loadeddata” event first.',
    ],
  ])('an image that is %s', async (_, image, message) => {
    const images = any<ImageInput[]>([new ImageData(8, 8), image()]);
    const refused = invalid(typeof message === 'string' ? `Image 1 ${message}` : message);
    await expect(clip.embedImages(images)).rejects.toMatchObject(refused);
    await expect(clip.prepareImages(images)).rejects.toMatchObject(refused);
    await expect(clip.classify(images, ['dog'])).rejects.toMatchObject(refused);
  });

  it.each<[name: string, call: () => Promise<unknown>, message: string]>([
    [
      'embedImages(image)',
      () => clip.embedImages(any(new Blob())),
      'embedImages() needs an array of images, but got a Blob. Put brackets around a single one.',
    ],
    [
      'embedImages(document.images)',
      () => clip.embedImages(any(document.images)),
      'embedImages() needs an array of images, but got an HTMLCollection. Make one with Array.from().',
    ],
    [
      'embedTexts(text)',
      () => clip.embedTexts(any('a dog')),
      'embedTexts() needs an array of texts, but got “a dog”. Put brackets around a single one.',
    ],
    [
      'embedTexts([5])',
      () => clip.embedTexts(any([5])),
      'Text 0 of embedTexts() must be a string, but is 5.',
    ],
    [
      'encodeTexts(text)',
      () => clip.encodeTexts(any('a dog')),
      'encodeTexts() needs an array of texts, but got “a dog”. Put brackets around a single one.',
    ],
    [
      'tokenize([null])',
      () => clip.tokenize(any([null])),
      'Text 0 of tokenize() must be a string, but is null.',
    ],
    [
      'classify(image, label)',
      () => clip.classify([], any('dog')),
      'classify() needs an array of labels, but got “dog”. Put brackets around a single one.',
    ],
    [
      'classify without labels',
      () => clip.classify([], []),
      'The list of labels is empty. Pass at least one label.',
    ],
    [
      'templates: [5]',
      () => clip.classify([], ['dog'], { templates: any([5]) }),
      'The option “templates” of classify() must be 1, 7, 80, or an array of texts with {} in place of the label, but is an array.',
    ],
    [
      'templates: 8',
      () => clip.classify([], ['dog'], { templates: any(8) }),
      'The option “templates” of classify() must be 1, 7, 80, or an array of texts with {} in place of the label, but is 8.',
    ],
    [
      'multilabel: true',
      () => clip.classify([], ['dog'], any({ multilabel: true })),
      'classify() has no option “multilabel”. Did you mean “multiLabel”?',
    ],
    [
      'clipScore(image, 5)',
      () => clip.clipScore(new ImageData(8, 8), any(5)),
      'Caption 0 of clipScore() must be a string, but is 5.',
    ],
    [
      'a controller as a signal',
      () => clip.embedTexts(['a dog'], { signal: any(new AbortController()) }),
      'The option “signal” of embedTexts() must be an AbortSignal, such as controller.signal, but is an AbortController.',
    ],
    [
      'a listener that is none',
      () => clip.embedImages([], { onProgress: any({}) }),
      'The option “onProgress” of embedImages() must be a function, but is a plain object.',
    ],
    [
      'prefetch(listener)',
      () => clip.prefetch(any(() => 1)),
      'The options of prefetch() must be an object such as { signal: … }, but are a function.',
    ],
    [
      'loadPlugin(path)',
      () => clip.loadPlugin('./plugin.js', undefined),
      'loadPlugin() needs an absolute URL, but got “./plugin.js”.',
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toMatchObject(invalid(message));
  });
});

describe('an image that is still loading', () => {
  it('is waited for, even if it is lazy and out of sight', async () => {
    const clip = await createClip({ device: 'wasm' });
    document.body.innerHTML = `<div style="height: 50000px"></div><img loading="lazy" src="${DOG}?lazy">`;
    const lazy = document.querySelector('img') as HTMLImageElement;
    const eager = Object.assign(new Image(), { src: `${DOG}?eager` });
    expect([lazy.complete, eager.complete]).toEqual([false, false]);
    const [[late], [loaded]] = await Promise.all([
      clip.prepareImages([lazy, eager]),
      clip.prepareImages([await (await fetch(DOG)).blob()]),
    ]);
    expect(late).toEqual(loaded);
    clip.dispose();
  });

  it('is waited for no longer than the caller wants', async () => {
    const clip = await createClip({ device: 'wasm' });
    const endless = new Image();
    // A response that never comes.
    const { promise } = Promise.withResolvers<void>();
    endless.decode = () => promise;
    const abort = new AbortController();
    const call = clip.embedImages([endless], { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    clip.dispose();
  });
});
