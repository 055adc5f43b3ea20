import { expect, test } from 'vitest';
import { Gestures, isMeant, type Move } from './gestures.ts';

/** Moves one finger along these points, 10 ms apart. */
function drag(gestures: Gestures, ...way: readonly [number, number][]) {
  const [[x, y] = [0, 0], ...rest] = way;
  gestures.down(1, { x, y }, 0);
  const moves = rest.map(([x, y], i) => gestures.move(1, { x, y }, 10 * (i + 1)));
  return { moves, end: gestures.up(1, 10 * rest.length) };
}

const fitted = (): Gestures => new Gestures(() => false);
const zoomed = (): Gestures => new Gestures(() => true);

test('a finger that moves sideways swipes, and is followed', () => {
  expect(drag(fitted(), [100, 100], [104, 100], [120, 103], [150, 110])).toEqual({
    moves: [undefined, { kind: 'swipe', by: 20 }, { kind: 'swipe', by: 50 }],
    end: { kind: 'swipe', by: 50, speed: expect.closeTo(50 / 30) },
  });
});

test('a finger that moves downwards dismisses, and upwards means nothing', () => {
  const { moves, end } = drag(fitted(), [100, 100], [102, 140], [160, 90]);
  expect(moves).toEqual([
    { kind: 'dismiss', by: 40 },
    { kind: 'dismiss', by: 0 },
  ]);
  expect(end).toMatchObject({ kind: 'dismiss', by: -10 });
  expect(drag(fitted(), [100, 100], [102, 60], [300, 60])).toEqual({
    moves: [undefined, undefined],
    end: undefined,
  });
});

test('a finger on an enlarged photo pans', () => {
  expect(drag(zoomed(), [100, 100], [103, 100], [90, 120], [80, 125])).toEqual({
    moves: [undefined, { kind: 'pan', by: { x: -13, y: 20 } }, { kind: 'pan', by: { x: -10, y: 5 } }],
    end: undefined,
  });
});

test('two fingers pinch about their midpoint, and do not swipe after one is lifted', () => {
  const gestures = fitted();
  gestures.down(1, { x: 100, y: 100 }, 0);
  gestures.down(2, { x: 200, y: 100 }, 5);
  expect(gestures.move(2, { x: 300, y: 100 }, 10)).toEqual({
    kind: 'pinch',
    by: { x: 50, y: 0 },
    about: { x: 200, y: 100 },
    factor: 2,
  } satisfies Move);
  expect(gestures.up(1, 20)).toBeUndefined();
  expect(gestures.move(2, { x: 380, y: 100 }, 30)).toBeUndefined();
  expect(gestures.isMoving).toBe(true);
  expect(gestures.up(2, 40)).toBeUndefined();
  expect(gestures.isMoving).toBe(false);
});

test('two fingers in one place change nothing at first, and the remaining one pans', () => {
  const gestures = zoomed();
  gestures.down(1, { x: 10, y: 10 }, 0);
  gestures.down(2, { x: 10, y: 10 }, 0);
  expect(gestures.move(2, { x: 10, y: 30 }, 10)).toMatchObject({ kind: 'pinch', factor: 1 });
  gestures.up(1, 20);
  expect(gestures.move(2, { x: 15, y: 30 }, 30)).toEqual({ kind: 'pan', by: { x: 5, y: 0 } });
});

test('two taps in one place are a double tap, and a third starts again', () => {
  const gestures = fitted();
  const tap = (x: number, time: number) => {
    gestures.down(1, { x, y: 50 }, time);
    return gestures.up(1, time + 20)?.kind;
  };
  expect([tap(50, 0), tap(55, 200), tap(52, 400)]).toEqual(['tap', 'double-tap', 'tap']);
  // Too late, too far, with a pinch between them.
  expect([tap(50, 2000), tap(50, 2500)]).toEqual(['tap', 'tap']);
  expect([tap(50, 4000), tap(150, 4100)]).toEqual(['tap', 'tap']);
  tap(50, 6000);
  gestures.down(1, { x: 50, y: 50 }, 6050);
  gestures.down(2, { x: 90, y: 50 }, 6060);
  gestures.up(2, 6080);
  gestures.up(1, 6090);
  expect(tap(50, 6150)).toBe('tap');
});

test('a finger that rests before it is lifted has no speed', () => {
  const gestures = fitted();
  gestures.down(1, { x: 0, y: 0 }, 0);
  gestures.move(1, { x: 60, y: 0 }, 20);
  expect(gestures.up(1, 500)).toEqual({ kind: 'swipe', by: 60, speed: 0 });
});

test('a gesture that the system takes over is forgotten', () => {
  const gestures = fitted();
  gestures.down(1, { x: 0, y: 0 }, 0);
  gestures.move(1, { x: 60, y: 0 }, 20);
  gestures.cancel();
  expect(gestures.isDown).toBe(false);
  expect(gestures.move(1, { x: 90, y: 0 }, 30)).toBeUndefined();
  expect(gestures.up(1, 40)).toBeUndefined();
});

test('a swipe counts if it goes far or fast, but not if it returns fast', () => {
  expect(isMeant({ by: 121, speed: 0 }, 400)).toBe(true);
  expect(isMeant({ by: -119, speed: 0 }, 400)).toBe(false);
  expect(isMeant({ by: -20, speed: -0.5 }, 400)).toBe(true);
  expect(isMeant({ by: 200, speed: -0.5 }, 400)).toBe(false);
  expect(isMeant({ by: 0, speed: 0 }, 400)).toBe(false);
});
