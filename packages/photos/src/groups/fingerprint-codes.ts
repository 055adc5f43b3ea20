import { type Code, codeOf } from './candidate-index.ts';
import { TURNS, turnedFrequencies } from './fingerprint.ts';

/** Share of the length of all frequencies by which two must differ to decide on an orientation. */
const CERTAIN = 0.06;

/**
 * The codes by which an image is found in any orientation: as it is, and turned so that its left is brighter than its
 * right, its top brighter than its bottom, and the difference between left and right is the larger one. Where two are
 * about as bright, it has the codes of both.
 */
export function codesOf(frequencies: Int8Array): Code[] {
  const length = Math.sqrt(frequencies.reduce((sum, value) => sum + value * value, 0));
  const margin = CERTAIN * length;
  const codes = TURNS.flatMap(({ from, signs }, orientation) => {
    const turned = (i: number): number => (frequencies[from[i] as number] as number) * (signs[i] as number);
    const [across, down] = [turned(1), turned(8)];
    const isCanonical = across > -margin && down > -margin && across - down > -margin;
    return orientation === 0 || isCanonical ? [codeOf(turnedFrequencies(frequencies, orientation))] : [];
  });
  return codes.filter((code, i) => codes.findIndex((other) => same(code, other)) === i);
}

const same = (one: Code, other: Code): boolean => one.words.every((word, i) => word === other.words[i]);
