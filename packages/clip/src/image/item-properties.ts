import { boxes, type Part, viewOf } from './containers.ts';

/** A property of an image item. */
export interface Property extends Part {
  /** Offsets of the bytes whose highest bit says that a reader has to know it: one for each item that has it. */
  essential: number[];
}

/**
 * Finds the properties of an AVIF's or HEIC's primary item (ISO/IEC 23008-12, 9.3).
 *
 * @param bytes The file, or enough of its beginning to hold the `meta` box.
 * @returns Their boxes, each once, in the order in which the item names them; none if the file is damaged.
 */
export function primaryProperties(bytes: Uint8Array): Property[] {
  const view = viewOf(bytes);
  const find = (type: string, parts: Iterable<Part>): Part | undefined => {
    for (const part of parts) if (part.type === type) return part;
    return undefined;
  };
  const meta = find('meta', boxes(bytes));
  if (!meta) return [];
  // Its content begins with a version.
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
    // Once each, however often the item names it: a file may name one property thousands of times.
    const own = new Set(named.filter(({ item }) => item === id).map(({ index }) => index));
    return [...own].flatMap((index) => {
      const property = all[index - 1];
      return property ? [{ ...property, essential: places.get(index) ?? [] }] : [];
    });
  } catch (error) {
    // It is cut off, or claims more entries than there are.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const itemId = (view: DataView, at: number, isLong: boolean): number =>
  isLong ? view.getUint32(at) : view.getUint16(at);

/** That an item has a property. */
interface Association {
  item: number;
  /** Place among all properties, from 1 on. */
  index: number;
  /** Offset of where it says so. */
  at: number;
}

/** @returns What one `ipma` box says. */
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
