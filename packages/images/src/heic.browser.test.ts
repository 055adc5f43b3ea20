import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { pixelsOf } from './pixels.ts';

/** 160 x 96 pixels, red on the left and blue on the right, written by libheif's heif-enc. */
const HEIC =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAA2wAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBQgYWW6kkprm4EBAwIAAAMAAgAAAwACECIAAQAHRAHBcrBiQAAAABRpc3BlAAAAAAAAAKAAAABgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAADjbWRhdAAAANcoAa8J0fpAITl1X//8tN///DfvIfuQuHQcw8I+uH3K//oAfd/CVz//dKCljL+c7Zo/q2uNPNuomdps5KrMk1gJPYbkcYuyH6IMbYQdiQuNx7/OSWGCf5/jMhEbn2qO35vzkV5ttb0N2yLebQfgx0GgQW27xT9D9asjsumPsRWyQevx4jUs3f8lWIqO1hlxxkBTn23i5YAhRy3x8+NE3+dQbYHl671WdLUDfkE6eU2aMZngmQZxgRlvcNddOyJOUZ0zCHRh/UctyBU7NsDkiCj+ML80xv3Auw==';

const bytes = Uint8Array.from(atob(HEIC), (character) => character.charCodeAt(0));

describe('a HEIC image', () => {
  it('is decoded if the browser does not decode it', async () => {
    const { data, width, height } = await pixelsOf((await decodeImage(new Blob([bytes]))).image);
    expect([width, height]).toEqual([160, 96]);
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
    for (const [x, colour] of [
      [20, [0xd0, 0x20, 0x20]],
      [140, [0x20, 0x30, 0xd0]],
    ] as const) {
      for (const [channel, value] of at(x, 48).entries()) {
        expect(Math.abs(value - (colour[channel] as number))).toBeLessThan(12);
      }
    }
  });

  it('is rejected with a reason if it is damaged', async () => {
    await expect(decodeImage(new Blob([bytes.slice(0, 200)]))).rejects.toMatchObject({
      code: 'undecodable-image',
      message: 'The HEIC image is damaged. Replace it with an undamaged copy.',
    });
  });
});
