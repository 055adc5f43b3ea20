import type { Hit } from '@web-clip/vectors';
import { expect, it, vi } from 'vitest';
import { PhotosByRow } from '../store/photos-by-row.ts';
import { emptyRecord } from '../store/records.ts';
import { foundPhotos, frameOf } from './found-photos.ts';

const photo = { ...emptyRecord(1, 9, 'a.jpg') };
const frames = [2, 10, 11, 12].map((id, i) => ({ id, second: i }));
const video = { ...emptyRecord(2, 9, 'b.mp4'), video: { seconds: 4, frames } };
const other = { ...emptyRecord(3, 9, 'c.jpg') };
const owners = new PhotosByRow(new Map([photo, video, other].map((each) => [each.id, each])));
const hits = (...ids: readonly number[]): Hit[] => ids.map((id, i) => ({ id, score: 1 - i / 10 }));

it('finds a video once, by its best frame, and as many photos as are wanted', async () => {
  const all = hits(11, 2, 10, 12, 1, 3);
  const find = vi.fn((limit: number) => all.slice(0, limit));
  expect((await foundPhotos(2, find, owners)).map(({ id }) => id)).toEqual([11, 1]);
  expect(find.mock.calls).toEqual([[2], [4], [8]]);
  expect(frameOf(video, 11)).toEqual({ id: 11, second: 2 });
  expect(frameOf(photo, 1)).toBeUndefined();
});

it('asks once where there are no videos, and once if there are fewer photos than wanted', async () => {
  const find = vi.fn((limit: number) => hits(1, 3).slice(0, limit));
  expect(await foundPhotos(1, find, owners)).toEqual(hits(1));
  expect(await foundPhotos(100, find, owners)).toEqual(hits(1, 3));
  expect(find).toHaveBeenCalledTimes(2);
});
