import type { ParsedBlocks } from './find-blocks.ts';
import { numbersOf, type TiffFields, textOf } from './tiff-fields.ts';
import { type NAMESPACES, property } from './xmp.ts';

/** @returns The first text of a tag that is not blank. */
export function exifText({ exif }: ParsedBlocks, tag: number): string | undefined {
  return firstOf(exif, (fields) => {
    const value = fields.get(tag);
    return value && textOf(value);
  });
}

/** @returns The first number of a tag that is finite. */
export function exifNumber({ exif }: ParsedBlocks, tag: number): number | undefined {
  return firstOf(exif, (fields) => {
    const value = fields.get(tag);
    const [number] = value ? numbersOf(value) : [];
    return Number.isFinite(number) ? number : undefined;
  });
}

/** @returns The first value of an XMP property that is not blank. */
export function xmpText(
  { xmp }: ParsedBlocks,
  namespace: keyof typeof NAMESPACES,
  name: string,
): string | undefined {
  return firstOf(xmp, (properties) => properties.get(property(namespace, name))?.trim());
}

/** @returns An XMP property as a number. Rationals are written as `28/10` (XMP specification, part 2, 1.2.7). */
export function xmpNumber(
  blocks: ParsedBlocks,
  namespace: keyof typeof NAMESPACES,
  name: string,
): number | undefined {
  return rationalOf(xmpText(blocks, namespace, name) ?? '');
}

function rationalOf(text: string): number | undefined {
  const [, numerator, denominator = '1'] = /^([+-]?\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(text) ?? [];
  const value = Number(numerator) / Number(denominator);
  return Number.isFinite(value) ? value : undefined;
}

function firstOf<Source extends TiffFields | ReadonlyMap<string, string>, Value>(
  sources: readonly Source[],
  read: (source: Source) => Value | undefined,
): Value | undefined {
  for (const source of sources) {
    const value = read(source);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}
