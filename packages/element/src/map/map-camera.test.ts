import { expect, test } from 'vitest';
import { MapCamera } from './map-camera.ts';

const camera = new MapCamera({ x: 0.5, y: 0.4 }, 4, 800, 600);

test('a point stays under the finger when the map is zoomed there', () => {
  const at = { x: 700, y: 100 };
  const under = (view: MapCamera) => {
    const { from } = view.area(0);
    return { x: from.x + at.x / view.scale, y: from.y + at.y / view.scale };
  };
  for (const levels of [1, 0.3, -0.5]) {
    const zoomed = camera.zoomedBy(levels, at);
    expect(under(zoomed).x).toBeCloseTo(under(camera).x, 9);
    expect(under(zoomed).y).toBeCloseTo(under(camera).y, 9);
  }
});

test('a drag moves points by as much', () => {
  const point = { x: 0.51, y: 0.42 };
  const [before, after] = [camera, camera.movedBy(30, -20)].map((view) => view.toView(point));
  expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(30, 6);
  expect((after?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(-20, 6);
});

test('the view never leaves the map', () => {
  for (const view of [
    camera.movedBy(1e6, 1e6),
    camera.movedBy(-1e6, -1e6),
    camera.zoomedBy(-20),
    camera.zoomedBy(50).movedBy(1e9, 0),
  ]) {
    const { from, to } = view.area(0);
    expect(from.x).toBeGreaterThanOrEqual(-1e-9);
    expect(to.x).toBeLessThanOrEqual(1 + 1e-9);
    expect(view.zoom).toBeLessThanOrEqual(14);
  }
});

test('all photos are in view at first, and a single place is seen with its surroundings', () => {
  const area = { from: { x: 0.51, y: 0.33 }, to: { x: 0.56, y: 0.36 } };
  const all = MapCamera.around(area, 800, 600);
  const inView = all.area(0);
  expect(inView.from.x).toBeLessThan(area.from.x);
  expect(inView.to.y).toBeGreaterThan(area.to.y);
  expect(MapCamera.around({ from: area.from, to: area.from }, 800, 600).zoom).toBe(6);
});
