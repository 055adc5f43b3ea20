import { geoAzimuthalEqualArea, geoPath } from 'd3-geo';
import { borders, land } from './world.ts';

/** What colours a map is drawn in: those of the text around it. */
export interface MapColours {
  land: string;
  border: string;
  point: string;
}

/** How far the small map reaches in each direction: enough to recognise a coast, in radians on the sphere. */
const REACH = 0.2;

/**
 * Draws where a point lies, with the coasts and borders around it.
 *
 * @param canvas Drawn as large as it is laid out.
 * @param point Degrees of WGS 84.
 */
export function drawPlaceMap(
  canvas: HTMLCanvasElement,
  { latitude, longitude }: { latitude: number; longitude: number },
  colours: MapColours,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  context.scale(devicePixelRatio, devicePixelRatio);
  const projection = geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .translate([width / 2, height / 2])
    .scale(Math.max(width, height) / 2 / REACH)
    .clipExtent([
      [-1, -1],
      [width + 1, height + 1],
    ]);
  const path = geoPath(projection, context);
  context.beginPath();
  path(land);
  context.fillStyle = colours.land;
  context.fill();
  context.beginPath();
  path(borders);
  context.strokeStyle = colours.border;
  context.stroke();
  context.beginPath();
  context.arc(width / 2, height / 2, 5, 0, 2 * Math.PI);
  context.fillStyle = colours.point;
  context.fill();
}
