import { expect, it } from 'vitest';
import { openLibrary } from './index.ts';

/** What openLibrary takes for a clip. It must not be called. */
const clip = { loadPlugin: () => Promise.reject(new Error('It was called.')) };

it.each<[options: unknown, message: string]>([
  [undefined, 'openLibrary() needs a clip. Pass { clip: await createClip() }.'],
  [clip, 'openLibrary() needs a clip. Pass { clip: await createClip() }.'],
  [null, 'The options of openLibrary() must be an object such as { clip: … }, but are null.'],
  [{}, 'openLibrary() needs the option “clip”: { clip: await createClip() }.'],
  [
    { clip: Promise.resolve(clip) },
    'The option “clip” of openLibrary() must be the result of createClip(), awaited, but is a Promise.',
  ],
  [{ clip, nmae: 'holidays' }, 'openLibrary() has no option “nmae”. Did you mean “name”?'],
  [{ clip, name: 5 }, 'The option “name” of openLibrary() must be a string, but is 5.'],
  [{ clip, onChange: 'log' }, 'The option “onChange” of openLibrary() must be a function, but is “log”.'],
])('openLibrary refuses %j', async (options, message) => {
  await expect(openLibrary(options as never)).rejects.toEqual(
    expect.objectContaining({ code: 'invalid-argument', message }),
  );
});
