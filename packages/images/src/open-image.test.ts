import { describe, expect, it } from 'vitest';
import { openImage } from './open-image.ts';

describe('openImage', () => {
  it.each([
    ['video', '\0\0\0\x18ftypmp42\0\0\0\0isom'],
    ['archive', 'PK\x03\x04\x14\0'],
    ['text', 'Not found'],
  ])('passes no %s to a decoder', async (_, content) => {
    const bytes = Uint8Array.from(content, (character) => character.charCodeAt(0));
    await expect(openImage(new Blob([bytes]))).rejects.toMatchObject({ code: 'undecodable-image' });
  });

  it('leaves unknown formats to the browser', async () => {
    expect((await openImage(Uint8Array.of(0, 1, 2, 3))).format).toBeUndefined();
  });
});
