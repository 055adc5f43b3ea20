import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { bothLeftOut, kindsOf, leftOutText } from './left-out-text.ts';

test('files are counted by kind, the most likely to be missed first', () => {
  expect(kindsOf(english, { psd: 3, video: 12 })).toEqual(['12 videos', '3 PSD files']);
  expect(kindsOf(english, { other: 1, hidden: 1, sidecar: 1200 })).toEqual([
    '1,200 sidecar files',
    '1 file of another kind',
    '1 hidden file',
  ]);
  expect(kindsOf(english, {})).toEqual([]);
});

test('the verb agrees with the number, and folders are mentioned', () => {
  expect(leftOutText(english, { files: { video: 12, psd: 3 }, systemFolders: 0 })).toBe(
    '12 videos and 3 PSD files were left out.',
  );
  expect(leftOutText(english, { files: { video: 1 }, systemFolders: 1 })).toBe(
    '1 video was left out. 1 system folder (thumbnails, trash and the like) was skipped.',
  );
  expect(leftOutText(english, { files: {}, systemFolders: 2 })).toBe(
    '2 system folders (thumbnails, trash and the like) were skipped.',
  );
});

test('hidden files alone are not mentioned', () => {
  expect(leftOutText(english, { files: { hidden: 4 }, systemFolders: 0 })).toBe('');
});

test('counts of several folders add up', () => {
  expect(
    bothLeftOut(
      { files: { video: 1, psd: 2 }, systemFolders: 1 },
      { files: { video: 3, audio: 1 }, systemFolders: 0 },
    ),
  ).toEqual({ files: { video: 4, psd: 2, audio: 1 }, systemFolders: 1 });
});
