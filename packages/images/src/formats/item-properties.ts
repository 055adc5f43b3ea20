import { boxes, type Part, viewOf } from './containers.ts';

/** A property of an image item. */
export interface Property extends Part {
  /**
   * Offsets of bytes whose highest bit marks the property as essential. There is one for each item that has
   * the property.
   */
  essential: number[];
}

/**
 * Finds the properties of the primary item of an AVIF or HEIC (ISO/IEC 23008-12, 9.3).
 *
 * @param bytes The file, or enough of its beginning to contain the `meta` box.
 * @returns Each property's box once, in the item's order; none if the file is damaged.
 */
export function primaryProperties(bytes: Uint8Array): Property[] {
  const view = viewOf(bytes);
  const find = (type: string, parts: Iterable<Part>): Part | undefined => {
    for (const part of parts) if (part.type === type) return part;
    return undefined;
  };
  const meta = find('meta', boxes(bytes));
  if (!meta) return [];
  // The content begins with a version.
  const inMeta = [...boxes(bytes, meta.content + 4, meta.end)];
  const primary = find('pitm', inMeta);
  const properties = find('iprp', inMeta);
  if (!primary || !properties) return [];
  try {
    const id = itemId(view, primary.content + 4, view.getUint8(primary.content) > 0);
    const inProperties = [...boxes(bytes, properties.content, properties.end)];
    const container = find('ipco', inProperties);
    if (!container) return [];
    const all = [...boxes(bytes, container.content, container.end)];
    const named = inProperties.flatMap((part) => (part.type === 'ipma' ? associations(view, part) : []));
    const places = new Map<number, number[]>();
    for (const { index, at } of named) {
      const known = places.get(index);
      if (known) known.push(at);
      else places.set(index, [at]);
    }
    // Deduplicated, because a damaged file may list one property thousands of times.
    const own = new Set(named.filter(({ item }) => item === id).map(({ index }) => index));
    return [...own].flatMap((index) => {
      const property = all[index - 1];
      return property ? [{ ...property, essential: places.get(index) ?? [] }] : [];
    });
  } catch (error) {
    // The file is truncated, or claims more entries than there are.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const itemId = (view: DataView, at: number, isLong: boolean): number =>
  isLong ? view.getUint32(at) : view.getUint16(at);

/** Assigns a property to an item. */
interface Association {
  item: number;
  /** Index among all properties, from 1 on. */
  index: number;
  /** Offset of the association in the file. */
  at: number;
}

/** @returns The associations in one `ipma` box. */
function associations(view: DataView, { content, end }: Part): Association[] {
  const hasLongIds = view.getUint8(content) > 0;
  const hasLongIndices = (view.getUint8(content + 3) & 1) === 1;
  const found: Association[] = [];
  let at = content + 8;
  for (let entries = view.getUint32(content + 4); entries > 0 && at < end; entries--) {
    const item = itemId(view, at, hasLongIds);
    at += hasLongIds ? 4 : 2;
    for (let count = view.getUint8(at++); count > 0 && at < end; count--) {
      const index = hasLongIndices ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f;
      found.push({ item, index, at });
      at += hasLongIndices ? 2 : 1;
    }
  }
  return found;
}
