import { viewOf } from './containers.ts';
/** How an image's colours relate to sRGB: a curve per channel, then a matrix. */
export interface ColourSpace {
  /** Red, green and blue: 256 linear-light values from 0 to 1 each. */
  curves: readonly [Float32Array, Float32Array, Float32Array];
  /** Linear RGB to linear sRGB, row by row. */
  matrix: readonly number[];
}

/** Red, green and blue in CIE XYZ under D50, row by row: X of all three, then Y, then Z. */
type Primaries = readonly number[];

/**
 * Primaries by code (Rec. ITU-T H.273), with the values of their ICC profiles. Those of sRGB need no
 * conversion.
 */
const PRIMARIES: Record<number, Primaries> = {
  // Rec. 2020
  9: [0.67348, 0.16566, 0.12505, 0.27904, 0.67534, 0.04561, -0.00194, 0.02998, 0.79686],
  // Display P3
  12: [0.51512, 0.29198, 0.1571, 0.2412, 0.69225, 0.06657, -0.00105, 0.04189, 0.78407],
};

/** Transfer functions of high dynamic range, PQ and HLG. Converting them to sRGB would take tone mapping. */
const HIGH_DYNAMIC_RANGE = [16, 18];

/** CIE XYZ under D50 to linear sRGB (http://www.brucelindbloom.com/index.html?Eqn_RGB_XYZ_Matrix.html). */
const SRGB_FROM_XYZ = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
];

const srgbCurve = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

/**
 * @param primaries Code of the primaries (ITU-T H.273, table 2).
 * @param transfer Code of the transfer function (table 3). Those of television are treated as sRGB's, as
 *   browsers do.
 * @returns The colour space; undefined for sRGB and anything treated as sRGB, including high dynamic range.
 */
export function nclxSpace(primaries: number, transfer: number): ColourSpace | undefined {
  const colours = PRIMARIES[primaries];
  if (!colours || HIGH_DYNAMIC_RANGE.includes(transfer)) return undefined;
  const curve = sample(srgbCurve);
  return { curves: [curve, curve, curve], matrix: toLinearSrgb(colours) };
}

/**
 * Reads an ICC profile with primaries and curves, as images have
 * (https://www.color.org/specification/ICC.1-2022-05.pdf, 8.3 and 10).
 *
 * @param bytes The profile.
 * @returns The colour space; undefined for sRGB, and for profiles that are damaged or of another kind.
 */
export function iccSpace(bytes: Uint8Array): ColourSpace | undefined {
  try {
    const tags = readTags(bytes);
    const [red, green, blue] = ['r', 'g', 'b'].map((name) => readXyz(tags(`${name}XYZ`)));
    const curves = ['r', 'g', 'b'].map((name) => sample(readCurve(tags(`${name}TRC`))));
    if (!red || !green || !blue) return undefined;
    const matrix = toLinearSrgb([0, 1, 2].flatMap((row) => [red, green, blue].map((xyz) => xyz[row] ?? 0)));
    const space = { curves: curves as [Float32Array, Float32Array, Float32Array], matrix };
    return isSrgb(space) ? undefined : space;
  } catch (error) {
    // The profile refers to data that is not there.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads the XYZ values or the curve of a tag. */
type Tags = (signature: string) => DataView;

function readTags(bytes: Uint8Array): Tags {
  const view = viewOf(bytes);
  const count = view.getUint32(128);
  return (signature) => {
    for (let entry = 132; entry < 132 + count * 12; entry += 12) {
      if (text(view, entry) !== signature) continue;
      return new DataView(
        bytes.buffer,
        bytes.byteOffset + view.getUint32(entry + 4),
        view.getUint32(entry + 8),
      );
    }
    throw new RangeError(`The colour profile has no ${signature}.`);
  };
}

const text = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

const fixed = (view: DataView, at: number): number => view.getInt32(at) / 65536;

const readXyz = (tag: DataView): number[] => [8, 12, 16].map((at) => fixed(tag, at));

function readCurve(tag: DataView): (x: number) => number {
  if (text(tag, 0) === 'para') return parametric(tag);
  const count = tag.getUint32(8);
  if (count === 0) return (x) => x;
  if (count === 1) return (x) => x ** (tag.getUint16(12) / 256);
  return (x) => {
    const place = x * (count - 1);
    const low = Math.min(Math.floor(place), count - 2);
    const [from, to] = [tag.getUint16(12 + low * 2), tag.getUint16(14 + low * 2)];
    return (from + (to - from) * (place - low)) / 65535;
  };
}

/** `(a x + b)^g + e` from d on, and `c x + f` below. Simpler types omit the last parameters (10.18). */
function parametric(tag: DataView): (x: number) => number {
  const kind = tag.getUint16(8);
  const value = (index: number): number => fixed(tag, 12 + index * 4);
  const g = value(0);
  const [a, b] = kind === 0 ? [1, 0] : [value(1), value(2)];
  const [c, d] = kind < 3 ? [0, kind === 0 ? 0 : -b / a] : [value(3), value(4)];
  const [e, f] = kind === 4 ? [value(5), value(6)] : kind === 2 ? [value(3), value(3)] : [0, 0];
  return (x) => (x >= d ? Math.max(0, a * x + b) ** g + e : c * x + f);
}

const sample = (curve: (x: number) => number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => curve(i / 255));

/** SRGB_FROM_XYZ times the primaries. */
const toLinearSrgb = (primaries: Primaries): number[] =>
  Array.from({ length: 9 }, (_, i) => {
    const row = i - (i % 3);
    return [0, 1, 2].reduce(
      (sum, k) => sum + (SRGB_FROM_XYZ[row + k] ?? 0) * (primaries[k * 3 + (i % 3)] ?? 0),
      0,
    );
  });

/** Whether converting changes no value by more than rounding does. */
const isSrgb = ({ curves, matrix }: ColourSpace): boolean =>
  matrix.every((value, i) => Math.abs(value - (i % 4 === 0 ? 1 : 0)) < 0.002) &&
  curves.every((curve) => curve.every((value, i) => Math.abs(value - srgbCurve(i / 255)) < 0.002));

/**
 * Entries in the table from linear light to sRGB. In the steepest part, one entry spans a fifth of a level.
 */
const STEPS = 2 ** 14;

/**
 * Converts pixels to sRGB in place. Colours out of gamut are clipped per channel.
 *
 * @param rgba 4 bytes per pixel; alpha is not changed.
 * @param space Their colour space.
 */
export function toSrgb(rgba: Uint8ClampedArray, { curves: [red, green, blue], matrix }: ColourSpace): void {
  const [rr, rg, rb, gr, gg, gb, br, bg, bb] = matrix as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const levels = Uint8ClampedArray.from({ length: STEPS + 1 }, (_, i) => {
    const x = i / STEPS;
    return 255 * (x <= 0.0031308 ? x * 12.92 : 1.055 * x ** (1 / 2.4) - 0.055);
  });
  const level = (light: number): number =>
    levels[Math.min(STEPS, Math.max(0, Math.round(light * STEPS)))] as number;
  for (let at = 0; at < rgba.length; at += 4) {
    const r = red[rgba[at] as number] as number;
    const g = green[rgba[at + 1] as number] as number;
    const b = blue[rgba[at + 2] as number] as number;
    rgba[at] = level(rr * r + rg * g + rb * b);
    rgba[at + 1] = level(gr * r + gg * g + gb * b);
    rgba[at + 2] = level(br * r + bg * g + bb * b);
  }
}
