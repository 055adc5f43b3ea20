import { expect, it } from 'vitest';
import { FrameChoice } from './frame-choice.ts';

/** Pixels of one colour. */
function plain(
  red: number,
  green: number,
  blue: number,
): { data: Uint8Array; width: number; height: number } {
  const data = new Uint8Array(32 * 24 * 4);
  for (let i = 0; i < data.length; i += 4) data.set([red, green, blue, 255], i);
  return { data, width: 32, height: 24 };
}

function chosen(frames: readonly (readonly [number, number, number])[]): number[] {
  const choice = new FrameChoice<number>();
  for (const [i, colour] of frames.entries()) choice.offer(i, plain(...colour));
  return choice.frames;
}

it('keeps one frame of each thing, the first one', () => {
  const [red, green] = [
    [250, 0, 0],
    [0, 250, 0],
  ] as const;
  expect(chosen([red, red, [248, 2, 0], green, green, red])).toEqual([0, 3, 5]);
});

it('keeps eight frames at most, those that differ most', () => {
  const shades = Array.from({ length: 20 }, (_, i) => [i * 12, 0, 255] as const);
  const kept = chosen([...shades, [0, 255, 0]]);
  expect(kept).toHaveLength(8);
  expect(kept[0]).toBe(0);
  expect(kept.at(-1)).toBe(20);
});

it('keeps a blank frame only if there is no other', () => {
  const [black, white, red] = [
    [0, 0, 0],
    [255, 255, 255],
    [250, 0, 0],
  ] as const;
  expect(chosen([black, red, white])).toEqual([1]);
  expect(chosen([black, white])).toEqual([0]);
  expect(chosen([])).toEqual([]);
});
