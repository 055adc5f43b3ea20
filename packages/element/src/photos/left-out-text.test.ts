import { expect, test } from 'vitest';
import { bothLeftOut, filesText, leftOutText } from './left-out-text.ts';

test('files are listed by kind, the most likely to be missed first', () => {
  expect(filesText({ psd: 3, video: 12 })).toBe('12 videos and 3 PSD files');
  expect(filesText({ hidden: 1, image: 1, sidecar: 1200 })).toBe(
    '1 unsupported image, 1,200 sidecar files, and 1 hidden file',
  );
  expect(filesText({ other: 1 })).toBe('1 file of another kind');
  expect(filesText({ other: 12, audio: 1 })).toBe('1 audio file and 12 files of other kinds');
  expect(filesText({})).toBe('');
});

test('the verb agrees with the number, and folders are mentioned', () => {
  expect(leftOutText({ files: { video: 12, psd: 3 }, systemFolders: 0 })).toBe(
    '12 videos and 3 PSD files were left out.',
  );
  expect(leftOutText({ files: { video: 1 }, systemFolders: 1 })).toBe(
    '1 video was left out. 1 system folder (thumbnails, trash and the like) was skipped.',
  );
  expect(leftOutText({ files: {}, systemFolders: 2 })).toBe(
    '2 system folders (thumbnails, trash and the like) were skipped.',
  );
});

test('hidden files alone are not mentioned', () => {
  expect(leftOutText({ files: { hidden: 4 }, systemFolders: 0 })).toBe('');
});

test('counts of several folders add up', () => {
  expect(
    bothLeftOut(
      { files: { video: 1, psd: 2 }, systemFolders: 1 },
      { files: { video: 3, audio: 1 }, systemFolders: 0 },
    ),
  ).toEqual({ files: { video: 4, psd: 2, audio: 1 }, systemFolders: 1 });
});
