import { afterEach, expect, test } from 'vitest';
import { type SharedClip, shareClip } from './shared-clips.ts';

const clips: SharedClip[] = [];

async function share(
  signal = new AbortController().signal,
  device: 'auto' | 'wasm' = 'wasm',
): Promise<SharedClip> {
  const shared = await shareClip({ model: 'pocket', device }, signal);
  clips.push(shared);
  return shared;
}

afterEach(() => {
  for (const { release } of clips.splice(0)) release();
});

test('one clip serves all with the same options, until the last of them ends', async () => {
  const [one, other] = await Promise.all([share(), share()]);
  expect(one.clip).toBe(other.clip);
  expect((await share(undefined, 'auto')).clip).not.toBe(one.clip);
  one.release();
  one.release();
  expect((await other.clip.info()).model.id).toBe('pocket');
  other.release();
  await expect(other.clip.info()).rejects.toMatchObject({ code: 'disposed' });
  expect((await share()).clip).not.toBe(one.clip);
});

test('who stops waiting does not stop the others', async () => {
  const abort = new AbortController();
  const [left, stayed] = [share(abort.signal), share()];
  abort.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect((await (await stayed).clip.info()).model.id).toBe('pocket');
});

test('a failed start is tried again', async () => {
  const wrong = { model: 'no/such', weights: { host: `${location.origin}/nowhere/` } };
  const { signal } = new AbortController();
  const first = shareClip(wrong, signal);
  await expect(first).rejects.toMatchObject({ name: 'ClipError' });
  const second = shareClip(wrong, signal);
  await expect(second).rejects.not.toBe(await first.catch((error: unknown) => error));
});
