import { describe, expect, it } from 'vitest';
import { SidecarNames } from './sidecar-name.ts';

/** Names of photos, and of their sidecars without `.json`, as Google Takeout has them. */
const CASES: readonly (readonly [photo: string, sidecar: string])[] = [
  // Before October 2024.
  ['IMG_1234.jpg', 'IMG_1234.jpg'],
  ['IMG_1234.JPG', 'IMG_1234.JPG'],
  ['IMG_1234(1).jpg', 'IMG_1234.jpg(1)'],
  ['IMG_1234(12).HEIC', 'IMG_1234.HEIC(12)'],
  ['IMG_1234-edited.jpg', 'IMG_1234.jpg'],
  ['IMG_1234-edited(1).jpg', 'IMG_1234.jpg(1)'],
  ['MVIMG_20190203_123456.jpg', 'MVIMG_20190203_123456.jpg'],
  ['image', 'image'],
  ['no ending(3)', 'no ending(3)'],
  ['photo.with.dots.png', 'photo.with.dots.png'],
  // 47 characters and an ending: the sidecar has lost one more.
  ['Screenshot_20190101-123456_a_very_long_name_of_.jpg', 'Screenshot_20190101-123456_a_very_long_name_of'],
  ['30b9bd5e-7c2d-4b4b-9f3a-0123456789abcdef0123456.jpg', '30b9bd5e-7c2d-4b4b-9f3a-0123456789abcdef012345'],
  [
    'Screenshot_20190101-123456_a_very_long_name_of(2).jpg',
    'Screenshot_20190101-123456_a_very_long_name_of(2)',
  ],
  ['original_8a2f5b41-6f44-4bd2-b5ea-4c0e9b2f7d3a_P.jpg', 'original_8a2f5b41-6f44-4bd2-b5ea-4c0e9b2f7d3a_'],
  // 44 characters with the ending: nothing is cut.
  ['2019-05-06 the whole family at the lake 0.jpg', '2019-05-06 the whole family at the lake 0.jpg'],
  // Since then.
  ['IMG_1234.jpg', 'IMG_1234.jpg.supplemental-metadata'],
  ['IMG_1234(1).jpg', 'IMG_1234.jpg.supplemental-metadata(1)'],
  ['IMG_1234-edited.jpg', 'IMG_1234.jpg.supplemental-metadata'],
  ['IMG_1234-edited(1).jpg', 'IMG_1234.jpg.supplemental-metadata(1)'],
  ['VID_20200930_155021.mp4', 'VID_20200930_155021.mp4.supplemental-metadata'],
  ['IMG_20200920_131207.jpg', 'IMG_20200920_131207.jpg.supplemental-metadata'],
  ['100-0016_IMG_2_2.JPG', '100-0016_IMG_2_2.JPG.supplemental-metadata'],
  // The suffix is cut, down to nothing.
  ['IMG_20200920_1312071.jpg', 'IMG_20200920_1312071.jpg.supplemental-metadata'],
  ['IMG_20200920_13120712.jpg', 'IMG_20200920_13120712.jpg.supplemental-metadat'],
  ['Screenshot_2017-07-05-10-05-26.png', 'Screenshot_2017-07-05-10-05-26.png.supplementa'],
  ['Screenshot_20241227_105539_Edge.jpg', 'Screenshot_20241227_105539_Edge.jpg.supplement'],
  ['Screenshot_20220207_102421_com.snapchat.android.jpg', 'Screenshot_20220207_102421_com.snapchat.androi'],
  ['D7157814-D2D5-4A62-AFCE-9CF465CB7D66.jpeg', 'D7157814-D2D5-4A62-AFCE-9CF465CB7D66.jpeg.supp'],
  ['PXL_20230922_061638303.PORTRAIT.jpg', 'PXL_20230922_061638303.PORTRAIT.jpg.supplement'],
  ['PXL_20230922_061638303.PORTRAIT.ORIGINAL.jpg', 'PXL_20230922_061638303.PORTRAIT.ORIGINAL.jpg.s'],
  ['PXL_20230922_061638303.PORTRAIT-01.COVER_.jpg', 'PXL_20230922_061638303.PORTRAIT-01.COVER_.jpg.'],
  ['PXL_20230922_061638303.PORTRAIT-01.COVER_1.jpg', 'PXL_20230922_061638303.PORTRAIT-01.COVER_1.jpg'],
  ['PXL_20230922_061638303.PORTRAIT-01.COVER_12.jpg', 'PXL_20230922_061638303.PORTRAIT-01.COVER_12.jp'],
  // The number follows what is left of it, and is not counted.
  ['IMG_20200920_13120712(3).jpg', 'IMG_20200920_13120712.jpg.supplemental-metadat(3)'],
  ['Screenshot_2017-07-05-10-05-26(1).png', 'Screenshot_2017-07-05-10-05-26.png.supplementa(1)'],
  ['D7157814-D2D5-4A62-AFCE-9CF465CB7D66(10).jpeg', 'D7157814-D2D5-4A62-AFCE-9CF465CB7D66.jpeg.supp(10)'],
  [
    'Screenshot_20220207_102421_com.snapchat.android(1).jpg',
    'Screenshot_20220207_102421_com.snapchat.androi(1)',
  ],
  // A number that was in the name when it was uploaded.
  ['download (1).jpg', 'download (1).jpg.supplemental-metadata'],
  ['scan(2).jpg', 'scan(2).jpg.supplemental-metadata'],
  // Edited, in other languages, and cut.
  ['IMG_1234-bearbeitet.jpg', 'IMG_1234.jpg.supplemental-metadata'],
  ['IMG_1234-modifié.jpg', 'IMG_1234.jpg.supplemental-metadata'],
  ['IMG_1234-編集済み.jpg', 'IMG_1234.jpg.supplemental-metadata'],
  ['IMG_1234-ha editado(2).jpg', 'IMG_1234.jpg.supplemental-metadata(2)'],
  ['PXL_20230922_061638303.PORTRAIT-01.COVER_12-edi.jpg', 'PXL_20230922_061638303.PORTRAIT-01.COVER_12.jp'],
  ['Screenshot_20220207_102421_com.snapchat.android-.jpg', 'Screenshot_20220207_102421_com.snapchat.androi'],
  // Its own sidecar comes before that of an original.
  ['IMG_1234-beach.jpg', 'IMG_1234-beach.jpg.supplemental-metadata'],
];

/** Files that are in the folder too, and belong to other photos. */
const OTHERS = [
  'metadata',
  'IMG_12.jpg',
  'IMG_1234.png.supplemental-metadata',
  'IMG_1235.jpg.supplemental-metadata(1)',
];

describe('46 names', () => {
  it.each(CASES)('%s has %s.json', (photo, sidecar) => {
    const names = new SidecarNames([sidecar, ...OTHERS].map((stem) => `${stem}.json`));
    expect(names.find(photo)).toBe(`${sidecar}.json`);
  });

  it('are 46', () => {
    expect(CASES.length).toBe(46);
  });
});

it('tells the photos of one folder apart', () => {
  const stems = [
    'a.jpg',
    'a.jpg(1)',
    'b.jpg.supplemental-metadata',
    'b.jpg.supplemental-metadata(1)',
    'b(1).jpg.su',
  ];
  const names = new SidecarNames(stems.map((stem) => `${stem}.json`));
  const found = ['a.jpg', 'a(1).jpg', 'a(2).jpg', 'b.jpg', 'b(1).jpg', 'b(1)-edited.jpg', 'c-edited.jpg'];
  expect(found.map((name) => names.find(name)?.slice(0, -5))).toEqual([
    'a.jpg',
    'a.jpg(1)',
    undefined,
    'b.jpg.supplemental-metadata',
    // A whole name before a moved number.
    'b(1).jpg.su',
    'b(1).jpg.su',
    undefined,
  ]);
});

it('takes no sidecar of a photo whose name only begins the same', () => {
  const names = new SidecarNames(['IMG_1.jpg.json', 'IMG_12.jpg.supplemental-metadata.json', 'IMG.json']);
  expect(names.find('IMG_12.jpeg')).toBeUndefined();
  expect(names.find('IMG_1(1).jpg')).toBeUndefined();
  expect(names.find('IMG_.jpg')).toBeUndefined();
});
