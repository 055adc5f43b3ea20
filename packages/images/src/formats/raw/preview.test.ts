import { describe, expect, it } from 'vitest';
import { fileFormat, type ImageFormat } from '../format.ts';
import { randomAccess } from '../random-access.ts';
import { TiffWriter } from '../tiff/tiff-writer.fixture.ts';
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
  scan,
} from './camera-files.fixture.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { largestPreview, rawPreviews } from './preview.ts';

/** The segments of a JPEG up to its frame, which is all that gets read, plus filler for its scan. */
function jpeg(
  width: number,
  height: number,
  { frame = 0xc0, orientation = 0, type = 'SHORT' as 'SHORT' | 'LONG' } = {},
): Uint8Array<ArrayBuffer> {
  const exif = new TiffWriter('MM');
  const tiff = exif.finish(
    exif.directory(orientation ? [[0x112, type, [orientation]]] : [[271, 'ASCII', 'Fujifilm']]),
  );
  return Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 8 + tiff.length, ...new TextEncoder().encode('Exif\0\0'), ...tiff],
    ...[
      0xff,
      frame,
      0,
      17,
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      3,
      ...new Array(9).fill(1),
    ],
    ...[0xff, 0xda, 0, 2, ...new Array(200).fill(width & 63), 0xff, 0xd9],
  );
}

const photo: CameraPhoto = { thumbnail: jpeg(160, 120), preview: jpeg(1620, 1080), orientation: 6 };

async function previewIn(bytes: Uint8Array<ArrayBuffer>, asBlob = false): Promise<Uint8Array | undefined> {
  const file = randomAccess(asBlob ? new Blob([bytes]) : bytes);
  const previews = await rawPreviews(file, fileFormat(bytes) as ImageFormat);
  return previews && (await largestPreview(file, previews));
}

const headerOf = (bytes: Uint8Array<ArrayBuffer> | undefined) =>
  bytes && readJpegHeader(randomAccess(bytes), { start: 0, end: bytes.length });

const files: [name: string, file: (photo: CameraPhoto) => Uint8Array<ArrayBuffer>][] = [
  ['DNG', dng],
  ['big-endian DNG', (photo) => dng(photo, 'MM')],
  ['CR2', cr2],
  ['NEF', nef],
  ['ARW', arw],
  ['ORF', orf],
  ['RW2', rw2],
  ['PEF', pef],
  ['CR3', cr3],
];

describe('largestPreview', () => {
  describe.each(files)('of %s', (_, make) => {
    it('extracts the largest JPEG, with the orientation of the photo', async () => {
      const preview = await previewIn(make(photo));
      expect(await headerOf(preview as Uint8Array<ArrayBuffer>)).toEqual({
        width: 1620,
        height: 1080,
        orientation: 6,
      });
      // Everything except the new segment is unchanged.
      expect(preview?.subarray(2 + 36)).toEqual(photo.preview.subarray(2));
    });

    it('keeps a JPEG with an orientation of its own unchanged', async () => {
      const preview = jpeg(1620, 1080, { orientation: 1 });
      expect(await previewIn(make({ ...photo, preview }))).toEqual(preview);
    });

    it('ignores an orientation that browsers ignore', async () => {
      const preview = jpeg(1620, 1080, { orientation: 1, type: 'LONG' });
      expect(await headerOf(preview)).not.toHaveProperty('orientation');
      expect((await previewIn(make({ ...photo, preview })))?.length).toBe(preview.length + 36);
    });

    it('keeps an upright JPEG unchanged', async () => {
      expect(await previewIn(make({ ...photo, orientation: 1 }))).toEqual(photo.preview);
    });

    it('reads the same from a Blob', async () => {
      expect(await previewIn(make(photo), true)).toEqual(await previewIn(make(photo)));
    });

    it('finds what is left of a truncated file, or nothing, at every length', async () => {
      const bytes = make({ ...photo, preview: jpeg(1620, 1080, { orientation: 8 }) });
      for (let length = 16; length < bytes.length; length += 61) {
        const cut = bytes.slice(0, length);
        const preview = await previewIn(cut);
        if (preview) expect((await headerOf(preview as Uint8Array<ArrayBuffer>))?.width).toBeGreaterThan(0);
      }
    });

    it('survives any wrong byte in its structure', async () => {
      const bytes = make(photo);
      for (let at = 0; at < bytes.length; at += 3) {
        for (const value of [0, 0xff]) {
          const damaged = bytes.slice();
          damaged[at] = value;
          await previewIn(damaged);
        }
      }
    });
  });

  it('extracts the preview of a RAF, whose own orientation counts', async () => {
    const preview = jpeg(1920, 1280, { orientation: 8 });
    expect(await previewIn(raf(preview))).toEqual(preview);
  });

  it('extracts the full-size JPEG of a CR3, if there is one', async () => {
    const full = jpeg(6000, 4000);
    expect((await previewIn(cr3(photo, full)))?.subarray(2 + 36)).toEqual(full.subarray(2));
  });

  it.each([0xc1, 0xc2])('accepts JPEGs with frame %i, which browsers decode', async (frame) => {
    expect(
      await previewIn(arw({ ...photo, orientation: 1, preview: jpeg(1620, 1080, { frame }) })),
    ).toHaveLength(photo.preview.length);
  });

  it.each([0xc3, 0xc9, 0xcb])('skips JPEGs with frame %i, which browsers do not decode', async (frame) => {
    const preview = await previewIn(arw({ ...photo, orientation: 1, preview: jpeg(1620, 1080, { frame }) }));
    expect(preview).toEqual(photo.thumbnail);
  });

  it('returns undefined if there is no preview', async () => {
    const none = jpeg(1, 1, { frame: 0xc3 });
    for (const [, make] of files) {
      expect(await previewIn(make({ thumbnail: none, preview: none, orientation: 1 }))).toBeUndefined();
    }
  });
});

describe('rawPreviews', () => {
  it('recognises a TIFF with a thumbnail', async () => {
    expect(await rawPreviews(randomAccess(scan(photo)), 'TIFF')).toBeUndefined();
  });

  it('stops at directories that refer in circles', async () => {
    const file = new TiffWriter('II');
    const at = file.append(photo.preview);
    // The first directory written follows the JPEG directly. It refers to itself and to the next one.
    const self = at + photo.preview.length + (photo.preview.length % 2);
    const fields = [
      [259, 'SHORT', [34_713]],
      [330, 'LONG', [self]],
      [513, 'LONG', [at]],
      [514, 'LONG', [photo.preview.length]],
    ] as const;
    expect(file.directory(fields, self)).toBe(self);
    const previews = await rawPreviews(randomAccess(file.finish(self)), 'TIFF');
    expect(previews?.ranges).toEqual([{ start: at, end: at + photo.preview.length }]);
  });

  it('reads only as many directories as a camera may write', async () => {
    const file = new TiffWriter('II');
    let next = 0;
    for (let i = 0; i < 1000; i++) next = file.directory([[259, 'SHORT', [34_713]]], next);
    const bytes = file.finish(next);
    let reads = 0;
    const access = randomAccess(bytes);
    const read = (start: number, end: number) => {
      reads++;
      return access.read(start, end);
    };
    await rawPreviews({ size: access.size, read }, 'TIFF');
    expect(reads).toBeLessThan(1000);
  });
});
