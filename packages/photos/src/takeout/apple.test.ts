import { expect, it } from 'vitest';
import { readAlbum, readPhotoDetails } from './apple.ts';

const DETAILS = `imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate
IMG_0001.HEIC,AbC+/=,yes,no,no,"Sunday May 8,2022 1:24 PM GMT",12,"Monday May 9,2022 7:00 AM GMT"
"the ""lake"", 1.JPG",x,no,yes,no,"Friday January 1,2021 12:05 AM GMT",0,
gone.png,y,no,no,yes,soon,0,
,z,yes,no,no,,0,
`;

it('reads the table of photos', () => {
  expect(readPhotoDetails(DETAILS)).toEqual([
    {
      name: 'IMG_0001.HEIC',
      isDeleted: false,
      marks: { favourite: true, hidden: false, date: Date.UTC(2022, 4, 8, 13, 24) },
    },
    {
      name: 'the "lake", 1.JPG',
      isDeleted: false,
      marks: { favourite: false, hidden: true, date: Date.UTC(2021, 0, 1, 0, 5) },
    },
    { name: 'gone.png', isDeleted: true, marks: { favourite: false, hidden: false } },
  ]);
});

it('reads it with a byte order mark, and lines of Windows', () => {
  const windows = `\uFEFF${DETAILS.replaceAll('\n', '\r\n')}`;
  expect(readPhotoDetails(windows)).toEqual(readPhotoDetails(DETAILS));
});

it('reads an album', () => {
  expect(readAlbum('Images\nIMG_0001.HEIC\n\n"a,b.jpg"\n')).toEqual(['IMG_0001.HEIC', 'a,b.jpg']);
});

it('reads what is no such table as nothing', () => {
  for (const text of ['', '\n', '"', 'a,b\n1,2', '\u0000']) expect(readPhotoDetails(text)).toEqual([]);
});
