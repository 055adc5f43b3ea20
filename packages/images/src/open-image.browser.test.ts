import { describe, expect, it, vi } from 'vitest';
import { decodeImage } from './decode.ts';
import {
  arw,
  type CameraPhoto,
  cr2,
  cr3,
  dng,
  nef,
  orf,
  pef,
  raf,
  rw2,
} from './formats/raw/camera-files.fixture.ts';
import { TiffWriter } from './formats/tiff/tiff-writer.fixture.ts';
import { pixelsOf } from './pixels.ts';

/** A grey JPEG with a red corner at the top left. */
async function jpeg(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#909090';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#e01010';
  context.fillRect(0, 0, width / 2, height / 2);
  return new Uint8Array(
    await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer(),
  );
}

/** The same with EXIF data. */
function withExif(bytes: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const writer = new TiffWriter('II');
  const tiff = writer.finish(writer.directory([[0x112, 'SHORT', [orientation]]]));
  const exif = [0xff, 0xe1, 0, 8 + tiff.length, ...new TextEncoder().encode('Exif\0\0'), ...tiff];
  return Uint8Array.from([...bytes.subarray(0, 2), ...exif, ...bytes.subarray(2)]);
}

/** Size, and which corners are red: top left, top right, bottom left, bottom right. */
async function seen(file: Uint8Array<ArrayBuffer> | Blob, least?: number) {
  const { width, height, image, truncated } = await decodeImage(file, { least });
  const pixels = await pixelsOf(image);
  const isRed = (right: number, down: number): boolean => {
    const at = (Math.floor(pixels.height * down) * pixels.width + Math.floor(pixels.width * right)) * 4;
    return (pixels.data[at] as number) > 180 && (pixels.data[at + 1] as number) < 80;
  };
  const red = [isRed(0.2, 0.2), isRed(0.8, 0.2), isRed(0.2, 0.8), isRed(0.8, 0.8)].map(Number).join('');
  return { width, height, red, truncated: truncated ?? false };
}

const reasonOf = async (file: Uint8Array<ArrayBuffer> | Blob): Promise<string> => {
  const error = await decodeImage(file).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'undecodable-image' });
  return error.message;
};

describe('a camera’s RAW file', async () => {
  const photo: CameraPhoto = {
    thumbnail: await jpeg(64, 48),
    preview: await jpeg(640, 426),
    orientation: 6,
  };
  const files = { DNG: dng, CR2: cr2, NEF: nef, ARW: arw, ORF: orf, RW2: rw2, PEF: pef, CR3: cr3 };

  it.each(Object.entries(files))('is decoded from its largest preview, upright: %s', async (_, make) => {
    const upright = { width: 426, height: 640, red: '0100', truncated: false };
    expect(await seen(make(photo))).toEqual(upright);
    expect(await seen(new File([make(photo)], 'photo.raw'))).toEqual(upright);
    expect(await seen(make(photo), 100)).toEqual(upright);
  });

  it.each([
    [1, '1000'],
    [2, '0100'],
    [3, '0001'],
    [4, '0010'],
    [5, '1000'],
    [6, '0100'],
    [7, '0001'],
    [8, '0010'],
  ])('is turned by orientation %i', async (orientation, red) => {
    const [width, height] = orientation > 4 ? [426, 640] : [640, 426];
    expect(await seen(dng({ ...photo, orientation }))).toEqual({ width, height, red, truncated: false });
  });

  it('is not turned twice', async () => {
    const turned = { width: 426, height: 640, red: '0010', truncated: false };
    expect(await seen(nef({ ...photo, preview: withExif(photo.preview, 8) }))).toEqual(turned);
    expect(await seen(raf(withExif(photo.preview, 8)))).toEqual(turned);
  });

  it('has a truncated preview if the file is truncated', async () => {
    // The full-size JPEG comes before the sensor data.
    const bytes = cr3(photo, await jpeg(1280, 852));
    expect(await seen(bytes.slice(0, bytes.length - 2000))).toMatchObject({ width: 852, truncated: true });
  });

  it('is rejected with a reason if it has no preview', async () => {
    const none = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
    for (const make of Object.values(files)) {
      expect(await reasonOf(make({ thumbnail: none, preview: none, orientation: 1 }))).toBe(
        'The RAW file has no usable preview. Export the photo as JPEG.',
      );
    }
    const crw = new TextEncoder().encode('II\x1a\0\0\0HEAPCCDR');
    expect(await reasonOf(crw)).toContain('no usable preview');
  });
});

describe('a truncated JPEG', async () => {
  const whole = await jpeg(640, 480);

  it.each([1, 2, 100, whole.length >> 2])(
    'is decoded as far as it goes: %i bytes missing',
    async (missing) => {
      const cut = whole.slice(0, whole.length - missing);
      const there = { width: 640, height: 480, red: '1000', truncated: true };
      expect(await seen(cut)).toEqual(there);
      expect(await seen(new Blob([cut]), 100)).toEqual(there);
    },
  );

  it('is decoded if it is progressive', async () => {
    const bytes = Uint8Array.from(atob(PROGRESSIVE), (character) => character.charCodeAt(0));
    expect(await seen(bytes)).toMatchObject({ red: '1000', truncated: false });
    expect(await seen(bytes.slice(0, bytes.length * 0.7))).toMatchObject({ red: '1000', truncated: true });
  });

  it('is not a JPEG followed by other bytes', async () => {
    expect(await seen(new Blob([whole, new Uint8Array(500)]))).toMatchObject({ truncated: false });
    expect(await seen(new Blob([whole, whole.slice(0, 900)]))).toMatchObject({ truncated: false });
  });

  it('is damaged if it has no pixels', async () => {
    const scan = whole.findIndex((byte, i) => byte === 0xff && whole[i + 1] === 0xda);
    expect(await reasonOf(whole.slice(0, scan))).toBe(
      'The JPEG image is damaged. Replace it with an undamaged copy.',
    );
  });
});

describe('a JPEG that must be read beyond its start and end', async () => {
  const whole = await jpeg(640, 480);
  const comment = [0xff, 0xfe, 0xff, 0xff, ...new Array(0xfffd).fill(32)];
  const [start, rest] = [whole.slice(0, 2), whole.slice(2)];

  it.each([
    ['followed by other bytes', [whole, new Uint8Array(70_000)]],
    ['with its size far from its start', [start, Uint8Array.from(comment), rest]],
  ])('is read once: %s', async (_, parts) => {
    const file = new Blob(parts);
    const read = vi.spyOn(Blob.prototype, 'arrayBuffer');
    await decodeImage(file, { least: 100 });
    const sizes = read.mock.contexts.map((blob) => (blob as Blob).size);
    read.mockRestore();
    expect(sizes.filter((size) => size === file.size)).toHaveLength(1);
  });
});

describe('a file that is not an image', () => {
  it.each([
    ['The file is empty.', ''],
    ['The file is a web page', '<!doctype html><html><body>404</body></html>'],
    ['The file is text', 'Not found'],
    ['The file is an SVG drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['The file is a video', '\0\0\0\x18ftypmp42\0\0\0\0isom'],
    ['The file is a sound recording', 'ID3\x04\0'],
    ['The file is a Photoshop document', '8BPS\0\x01'],
    ['The file is a PDF document', '%PDF-1.7\n'],
    ['The file is an archive', 'PK\x03\x04\x14\0'],
    ['The file is not in a known image format', '\0\x01\x02\x03'],
  ])('is rejected: %s', async (message, content) => {
    const bytes = Uint8Array.from(content, (character) => character.charCodeAt(0));
    expect(await reasonOf(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }))).toContain(message);
  });
});

describe('an image that cannot be decoded', () => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const avif = latin1('\0\0\0\x18ftypavif\0\0\0\0mif1avif');
  const jxl = latin1('\xff\x0a\x10\x10');

  it('is damaged if the browser decodes its format', async () => {
    expect(await reasonOf(avif)).toBe('The AVIF image is damaged. Replace it with an undamaged copy.');
    expect(await reasonOf(latin1('\x89PNG\r\n\x1a\n\0\0\0\x0d'))).toContain('The PNG image is damaged.');
    expect(await reasonOf(latin1('GIF89a\x10\0'))).toContain('The GIF image is damaged.');
  });

  it('is unsupported if the browser does not', async () => {
    expect(await reasonOf(latin1('\xff\x4f\xff\x51\0\x2f'))).toBe(
      'This browser cannot decode this JPEG 2000 image. Convert it to JPEG, or use another browser.',
    );
    // Lossless, as in RAW files.
    const lossless = latin1(
      '\xff\xd8\xff\xc3\0\x0b\x0e\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\x01\0\0\x12\x34\xff\xd9',
    );
    expect(await reasonOf(lossless)).toContain('This browser cannot decode this JPEG image.');
  });

  it('is not called damaged if the browser does not know its format', async () => {
    const decode = vi
      .spyOn(globalThis, 'createImageBitmap')
      .mockRejectedValue(new DOMException('', 'InvalidStateError'));
    // No other test may use this format, because its support is queried once and cached.
    expect(await reasonOf(jxl)).toBe(
      'This browser cannot decode this JPEG XL image. Convert it to JPEG, or use another browser.',
    );
    decode.mockRestore();
  });
});

/** 64 x 48 pixels, by Pillow's `save(progressive=True, quality=60, optimize=True)`. */
const PROGRESSIVE =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAwAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAXAQEBAQEAAAAAAAAAAAAAAAAABAMF/9oADAMBAAIQAxAAAAGeJe6BVFXCAlKrK+UqgNYAAAAAP//EABQQAQAAAAAAAAAAAAAAAAAAAFD/2gAIAQEAAQUCQ//EABcRAAMBAAAAAAAAAAAAAAAAABQgYQD/2gAIAQMBAT8BQ2Y2P//EABYRAQEBAAAAAAAAAAAAAAAAABMgAP/aAAgBAgEBPwGDx3//xAAUEAEAAAAAAAAAAAAAAAAAAABQ/9oACAEBAAY/AkP/xAAUEAEAAAAAAAAAAAAAAAAAAABQ/9oACAEBAAE/IUP/2gAMAwEAAgADAAAAEPfQAMMAAAAAAP/EABgRAAMBAQAAAAAAAAAAAAAAABEg4fAA/9oACAEDAQE/EE2Z2zH/AP/EABYRAQEBAAAAAAAAAAAAAAAAACBxAP/aAAgBAgEBPxAXrf8A/8QAFBABAAAAAAAAAAAAAAAAAAAAUP/aAAgBAQABPxBD/9k=';
