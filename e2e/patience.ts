import { deflateSync } from 'node:zlib';

/** Environment variable that carries the measurement to the processes that run tests. */
const VARIABLE = 'WEB_CLIP_PATIENCE';

/** How long {@link work} takes on the two cores that the limits were chosen on, in milliseconds. */
const USUAL_MS = 250;

/** The most that limits grow. Beyond that, a test that hangs would hide for hours. */
const MOST = 8;

/**
 * @param milliseconds How long something may take on an idle machine of two cores.
 * @returns How long it may take here. The machine is measured once, when the tests start.
 */
export function patiently(milliseconds: number): number {
  process.env[VARIABLE] ??= String(measured());
  return Math.round(milliseconds * Number(process.env[VARIABLE]));
}

/** How many times as long this machine takes now, from 1 to {@link MOST}. */
function measured(): number {
  const start = performance.now();
  work();
  return Math.min(MOST, Math.max(1, (performance.now() - start) / USUAL_MS));
}

/** Compresses bytes that are neither random nor alike. */
function work(): void {
  const bytes = Uint8Array.from({ length: 2 ** 22 }, (_, i) => (i * i) >> (i % 7));
  deflateSync(bytes);
}
