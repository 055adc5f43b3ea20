/** Properties of an XMP packet by namespace and name, see {@link property}. */
export type XmpProperties = ReadonlyMap<string, string>;

/** Namespaces of properties (XMP specification, part 2). */
export const NAMESPACES = {
  aux: 'http://ns.adobe.com/exif/1.0/aux/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  exifEX: 'http://cipa.jp/exif/1.0/',
  GPano: 'http://ns.google.com/photos/1.0/panorama/',
  iptcExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
} as const;

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** @returns The key of a property in {@link XmpProperties}. */
export const property = (namespace: keyof typeof NAMESPACES, name: string): string =>
  NAMESPACES[namespace] + name;

/** Elements that hold several values of one property. */
const LISTS = ['Seq', 'Bag', 'Alt'].map((name) => RDF + name);

/** Maximum length of a packet in bytes; the rest is ignored. */
const PACKET_BYTES = 2 ** 20;

/**
 * Reads the simple properties of the image itself, and the first values of its lists. Properties of its ingredients
 * and history are nested deeper (XMP specification, part 1, 7) and ignored. A property may be an attribute, an element
 * or a reference, with any prefix. Malformed XML
 * is skipped as far as possible because many captions break their packet. The time is linear in the length, unlike
 * that of the parsers we tried (parse-xml, saxes).
 *
 * @param packet In UTF-8.
 */
export function readXmp(packet: Uint8Array): XmpProperties {
  const text = new TextDecoder().decode(packet.subarray(0, PACKET_BYTES));
  const prefixes = new Map<string, string>();
  const found = new Map<string, string>();
  /** Names of the open elements. */
  const open: string[] = [];
  const nameOf = (qualified: string): string => {
    const [prefix = '', name] = qualified.split(':', 2);
    return name === undefined ? qualified : (prefixes.get(prefix) ?? '') + name;
  };
  const isDescription = (depth: number): boolean =>
    open[depth] === `${RDF}Description` && open[depth - 1] === `${RDF}RDF`;
  const keep = (name: string, value: string): void => {
    if (value.trim() !== '' && !found.has(name)) found.set(name, value);
  };
  for (const { name, attributes, isEnd, isEmpty, content } of tags(text)) {
    if (isEnd) {
      open.pop();
      continue;
    }
    for (const [key, value] of attributes) {
      if (key.startsWith('xmlns:')) prefixes.set(key.slice('xmlns:'.length), value);
    }
    open.push(nameOf(name));
    if (isDescription(open.length - 1)) for (const [key, value] of attributes) keep(nameOf(key), value);
    else if (isDescription(open.length - 2)) {
      const reference = attributes.find(([key]) => nameOf(key) === `${RDF}resource`);
      keep(nameOf(name), reference?.[1] ?? content);
    } else if (isDescription(open.length - 4) && LISTS.includes(open.at(-2) ?? '')) {
      keep(open.at(-3) ?? '', content);
    }
    if (isEmpty) open.pop();
  }
  return found;
}

/** A tag and the text after it. */
interface Tag {
  name: string;
  attributes: [name: string, value: string][];
  isEnd: boolean;
  isEmpty: boolean;
  /** The raw text up to the next tag. */
  content: string;
}

/** Markup other than tags: its start and its end. */
const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

const NAME = /[^\s=/>"']+/y;
const ATTRIBUTE = /\s*([^\s=/>"'<]+)\s*=\s*(["'])/y;

/** Linear: every step advances, and reads each character once. */
function* tags(text: string): Generator<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const other = OTHERS.find(([start]) => text.startsWith(start, at));
    if (other) {
      const end = text.indexOf(other[1], at + other[0].length);
      if (end < 0) return;
      at = end + other[1].length;
      continue;
    }
    const isEnd = text[at + 1] === '/';
    NAME.lastIndex = at + (isEnd ? 2 : 1);
    const name = NAME.exec(text)?.[0];
    if (name === undefined) {
      at++;
      continue;
    }
    at = NAME.lastIndex;
    const attributes: Tag['attributes'] = [];
    for (ATTRIBUTE.lastIndex = at; ; ATTRIBUTE.lastIndex = at) {
      const [, key = '', quote] = ATTRIBUTE.exec(text) ?? [];
      if (!quote) break;
      const start = ATTRIBUTE.lastIndex;
      const end = text.indexOf(quote, start);
      if (end < 0) return;
      attributes.push([key, text.slice(start, end)]);
      at = end + 1;
    }
    const end = text.indexOf('>', at);
    if (end < 0) return;
    const next = text.indexOf('<', end);
    yield {
      name,
      attributes,
      isEnd,
      isEmpty: text[end - 1] === '/',
      content: text.slice(end + 1, next < 0 ? undefined : next),
    };
    at = end + 1;
  }
}
