import type { MapCamera } from './map-camera.ts';
import { bordersPath, landPath, UNITS } from './world-path.ts';

/**
 * Draws the land and the borders in view, in the colours that the canvas has as its text and its border.
 *
 * @param canvas Drawn as large as the camera's view.
 */
export function drawWorld(canvas: HTMLCanvasElement, { width, height, scale, center }: MapCamera): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  // Setting the size clears a canvas, and takes long.
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  const { color, borderTopColor } = getComputedStyle(canvas);
  const unit = (scale * devicePixelRatio) / UNITS;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, across, down);
  context.setTransform(
    unit,
    0,
    0,
    unit,
    across / 2 - center.x * UNITS * unit,
    down / 2 - center.y * UNITS * unit,
  );
  context.fillStyle = color;
  context.fill(landPath);
  context.strokeStyle = borderTopColor;
  context.lineWidth = devicePixelRatio / unit;
  context.stroke(bordersPath);
}
