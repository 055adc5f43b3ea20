import { expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { arw, scan } from './formats/raw/camera-files.fixture.ts';
import expected from './formats/tiff/fixtures/expected.json';

const urls = import.meta.glob<string>('./formats/tiff/fixtures/*.tif', {
  query: '?url',
  import: 'default',
  eager: true,
});

it.each(['lzw', 'fax4', 'jpeg-rgb', 'planes', 'big'])('loads a decoder for a TIFF: %s', async (name) => {
  const file = await (await fetch(urls[`./formats/tiff/fixtures/${name}.tif`] as string)).blob();
  const { width, height, image } = await decodeImage(file);
  expect([width, height]).toEqual([expected.width, expected.height]);
  expect(image).toMatchObject({ width, height });
});

it('decodes a scan with a thumbnail, but not sensor data', async () => {
  const nothing = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
  const photo = { thumbnail: nothing, preview: nothing, orientation: 1 };
  expect(await decodeImage(scan(photo))).toMatchObject({ width: 16, height: 16 });
  await expect(decodeImage(arw(photo))).rejects.toThrow('no usable preview');
});

it('says what is wrong with a TIFF', async () => {
  const bytes = scan({ thumbnail: new Uint8Array(4), preview: new Uint8Array(4), orientation: 1 });
  await expect(decodeImage(bytes.slice(0, 700))).rejects.toThrow('The TIFF image is damaged.');
  const zstandard = bytes.slice();
  // The compression entry up to its value: the tag, the type SHORT, a count of 1, and the value 1.
  const entry = [0x03, 0x01, 3, 0, 1, 0, 0, 0, 1, 0];
  const at = zstandard.findIndex((_, i) => entry.every((byte, j) => zstandard[i + j] === byte));
  zstandard.set([0x50, 0xc3], at + 8);
  await expect(decodeImage(zstandard)).rejects.toThrow('This browser cannot decode this TIFF image.');
});
