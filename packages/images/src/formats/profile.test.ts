import { describe, expect, it } from 'vitest';
import { type ColourSpace, iccSpace, nclxSpace, toSrgb } from './profile.ts';

const fixed = (...values: number[]): number[] =>
  values.flatMap((value) => {
    const bits = Math.round(value * 65536);
    return [(bits >> 24) & 255, (bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
  });
const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const long = (value: number): number[] => fixed(value / 65536);
const zeros = (count: number): number[] => Array(count).fill(0);

const parametric = (kind: number, ...values: number[]): number[] => [
  ...ascii('para'),
  ...zeros(4),
  0,
  kind,
  0,
  0,
  ...fixed(...values),
];
const table = (...values: number[]): number[] => [
  ...ascii('curv'),
  ...zeros(4),
  ...long(values.length),
  ...values.flatMap((value) => [value >> 8, value & 255]),
];

const P3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const SRGB = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
const SRGB_CURVE = parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);

/** An ICC profile with these XYZ primaries and one curve for all channels. */
function profile(primaries: number[][], curve: number[]): Uint8Array {
  const tags: [string, number[]][] = [
    ...primaries.map((xyz, i): [string, number[]] => [
      `${'rgb'[i]}XYZ`,
      [...ascii('XYZ '), ...zeros(4), ...fixed(...xyz)],
    ]),
    ...['rTRC', 'gTRC', 'bTRC'].map((name): [string, number[]] => [name, curve]),
  ];
  const head = [...zeros(128), ...long(tags.length)];
  let offset = head.length + tags.length * 12;
  for (const [name, content] of tags) {
    head.push(...ascii(name), ...long(offset), ...long(content.length));
    offset += content.length;
  }
  return Uint8Array.of(...head, ...tags.flatMap(([, content]) => content));
}

const COLOURS = [
  [230, 30, 30],
  [30, 200, 40],
  [40, 50, 220],
  [240, 220, 40],
  [128, 128, 128],
  [3, 7, 12],
  [90, 60, 30],
  [255, 255, 255],
];

function convert(space: ColourSpace | undefined): number[][] {
  const rgba = Uint8ClampedArray.from(COLOURS.flatMap((colour, i) => [...colour, i]));
  toSrgb(rgba, space as ColourSpace);
  return COLOURS.map((_, i) => {
    expect(rgba[i * 4 + 3]).toBe(i);
    return [...rgba.subarray(i * 4, i * 4 + 3)];
  });
}

/** Compares with the result of Pillow's ImageCms for {@link COLOURS}, one string per colour. */
function expectColours(space: ColourSpace | undefined, wanted: string): void {
  const off = convert(space)
    .flat()
    .map((value, i) => Math.abs(value - Number(wanted.split(/\D+/)[i])));
  expect(Math.max(...off), `${convert(space).join(' ')}, not ${wanted}`).toBeLessThanOrEqual(2);
}

const IN_P3 = '251,0,0 0,204,0 37,50,229 244,219,0 128,128,128 2,7,12 95,58,23 255,255,255';

describe('iccSpace', () => {
  it.each([
    ['the curve of sRGB', SRGB_CURVE, IN_P3],
    [
      'a power',
      parametric(0, 2.2),
      '252,0,0 0,205,0 32,47,230 245,220,0 129,129,129 0,1,4 95,56,15 255,255,255',
    ],
    [
      'a parametric curve of kind 1',
      parametric(1, 2.4, 1 / 1.055, 0.055 / 1.055),
      '251,0,0 0,204,0 37,50,229 244,219,0 128,128,128 4,7,12 95,58,23 255,255,255',
    ],
    [
      'of kind 2',
      parametric(2, 2.2, 0.95, 0.05, 0.01),
      '254,0,30 0,209,0 53,65,233 246,223,0 138,138,138 28,31,34 107,72,42 255,255,255',
    ],
    [
      'of kind 4',
      parametric(4, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0.002, 0.002),
      '251,0,0 0,204,0 40,52,229 244,219,0 129,129,129 9,14,18 96,60,27 255,255,255',
    ],
    [
      'no curve',
      table(),
      '255,82,90 0,233,93 107,123,247 250,239,83 188,188,188 22,47,63 166,132,91 255,255,255',
    ],
    [
      'a table',
      table(...Array.from({ length: 17 }, (_, i) => Math.round(65_535 * (i / 16) ** 1.8))),
      '255,0,17 0,214,0 51,66,236 247,226,0 146,146,146 3,10,16 115,75,33 255,255,255',
    ],
  ])('converts the primaries of Display P3 with %s', (_, curve, wanted) => {
    expectColours(iccSpace(profile(P3, curve)), wanted);
  });

  it('leaves sRGB unchanged', () => {
    expect(iccSpace(profile(SRGB, SRGB_CURVE))).toBeUndefined();
    expect(iccSpace(profile(SRGB, table()))).toBeDefined();
  });

  it('leaves colours unchanged if the profile is damaged or of another kind', () => {
    const whole = profile(P3, SRGB_CURVE);
    for (const length of [0, 100, 130, 200, 280, whole.length - 20]) {
      expect(iccSpace(whole.slice(0, length)), `cut at ${length}`).toBeUndefined();
    }
    const grey = whole.slice();
    grey.set(ascii('kXYZ'), 132);
    expect(iccSpace(grey)).toBeUndefined();
  });
});

describe('nclxSpace', () => {
  it('converts Display P3', () => expectColours(nclxSpace(12, 13), IN_P3));

  it('converts Rec. 2020', () => {
    expectColours(
      nclxSpace(9, 14),
      '255,0,0 0,211,0 0,46,231 255,218,0 128,128,128 0,7,12 105,55,22 255,255,255',
    );
  });

  it.each([
    ['sRGB', 1, 13],
    ['unspecified codes', 2, 2],
    ['PQ', 9, 16],
    ['HLG', 9, 18],
  ])('leaves %s unchanged', (_, primaries, transfer) => {
    expect(nclxSpace(primaries, transfer)).toBeUndefined();
  });
});
