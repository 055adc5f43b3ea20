/** An attribute as it stands in the text. */
export interface XmlAttribute {
  /** Namespace and local name, joined. */
  name: string;
  /** With its references resolved. */
  value: string;
  /** Where it begins in the text, with the white space before it. */
  start: number;
  end: number;
  /** Where the text between its quotes begins and ends. */
  valueStart: number;
  valueEnd: number;
}

/** An element as it stands in the text. */
export interface XmlElement {
  /** Namespace and local name, joined. */
  name: string;
  /** Its name with its prefix, as it stands there. */
  qualified: string;
  attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
  /** Where its first tag begins, and its last one ends. */
  start: number;
  end: number;
  /** Where the text between its tags begins and ends. Both are {@link XmlElement.end} in an element such as `<a/>`. */
  contentStart: number;
  contentEnd: number;
}

/** Longest text in UTF-16 code units. darktable writes some 100,000 for a photo with a long history. */
const LONGEST = 2 ** 22;

/** Most elements inside each other. XMP needs some ten. */
const DEEPEST = 64;

const SPACE = /[ \t\r\n]*/y;
const NAME = /[^\s=/><"'&]+/y;

/** Markup without elements: its start and its end. A document type is none, because it may define entities. */
const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Namespaces by prefix. Each element that declares some has its own scope. */
interface Scope {
  prefixes: ReadonlyMap<string, string>;
  outer: Scope | undefined;
}

/** A tag's name and attributes before their prefixes are resolved. */
interface StartTag {
  qualified: string;
  attributes: (XmlAttribute & { qualified: string })[];
  isEmpty: boolean;
  end: number;
}

/** An element whose end was not reached yet. */
interface OpenElement extends XmlElement {
  children: XmlElement[];
  scope: Scope | undefined;
}

/**
 * Reads the elements of an XML text with their places, so that the text can be changed at a place and stay as it is
 * everywhere else. Refuses what is not well-formed: a change could damage more. The time is linear in the length.
 *
 * @returns The outermost element.
 * @throws SyntaxError with a place.
 */
export function readXml(text: string): XmlElement {
  if (text.length > LONGEST) throw new SyntaxError(`longer than ${LONGEST} characters`);
  let root: XmlElement | undefined;
  const open: OpenElement[] = [];
  const close = (contentEnd: number, end: number): void => {
    const element = open.pop() as OpenElement;
    Object.assign(element, { contentEnd, end });
    const outer = open.at(-1);
    if (outer) outer.children.push(element);
    else if (root) throw wrong('a second outermost element', element.start);
    else root = element;
  };
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const other = OTHERS.find(([start]) => text.startsWith(start, at));
    if (other) {
      const end = text.indexOf(other[1], at + other[0].length);
      if (end < 0) throw wrong(`no ${other[1]}`, at);
      at = end + other[1].length;
    } else if (text[at + 1] === '/') {
      const qualified = open.at(-1)?.qualified;
      const after = at + 2 + (qualified?.length ?? 0);
      const end = after + spaceAt(text, after);
      if (qualified === undefined || !text.startsWith(qualified, at + 2) || text[end] !== '>') {
        throw wrong('an end without its start', at);
      }
      close(at, end + 1);
      at = end + 1;
    } else {
      if (open.length === DEEPEST) throw wrong(`more than ${DEEPEST} elements inside each other`, at);
      const tag = startTag(text, at);
      open.push(openElement(tag, at, open.at(-1)?.scope));
      if (tag.isEmpty) close(tag.end, tag.end);
      at = tag.end;
    }
  }
  if (open.length > 0) throw wrong('no end', open.at(-1)?.start ?? 0);
  if (!root) throw wrong('no element', 0);
  return root;
}

function openElement(
  { qualified, attributes, end }: StartTag,
  start: number,
  outer: Scope | undefined,
): OpenElement {
  const declared = attributes.filter((attribute) => isDeclaration(attribute.qualified));
  const prefixes = new Map(declared.map((each) => [each.qualified.slice('xmlns:'.length), each.value]));
  const scope = declared.length > 0 ? { prefixes, outer } : outer;
  return {
    qualified,
    name: expanded(qualified, scope),
    attributes: attributes.map(({ qualified, ...attribute }) => ({
      ...attribute,
      // An attribute without a prefix has no namespace.
      name: qualified.includes(':') && !isDeclaration(qualified) ? expanded(qualified, scope) : qualified,
    })),
    children: [],
    scope,
    start,
    end,
    contentStart: end,
    contentEnd: end,
  };
}

/** Whether an attribute of this name declares a namespace. */
export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

function expanded(qualified: string, scope: Scope | undefined): string {
  const colon = qualified.indexOf(':');
  const prefix = qualified.slice(0, Math.max(colon, 0));
  for (let inner = scope; inner; inner = inner.outer) {
    const namespace = inner.prefixes.get(prefix);
    if (namespace !== undefined) return namespace + qualified.slice(colon + 1);
  }
  return qualified;
}

function startTag(text: string, start: number): StartTag {
  const qualified = nameAt(text, start + 1);
  const attributes: StartTag['attributes'] = [];
  for (let at = start + 1 + qualified.length; ; ) {
    const next = at + spaceAt(text, at);
    const isEmpty = text[next] === '/';
    if (isEmpty || text[next] === '>') {
      const end = next + (isEmpty ? 2 : 1);
      if (text[end - 1] !== '>') throw wrong('a tag without its end', start);
      return { qualified, attributes, isEmpty, end };
    }
    const name = nameAt(text, next);
    const equals = next + name.length + spaceAt(text, next + name.length);
    const quoted = equals + 1 + spaceAt(text, equals + 1);
    const quote = text[quoted];
    if (text[equals] !== '=' || (quote !== '"' && quote !== "'")) throw wrong('no value', next);
    const valueEnd = text.indexOf(quote, quoted + 1);
    if (valueEnd < 0) throw wrong('a value without its end', next);
    const raw = text.slice(quoted + 1, valueEnd);
    if (next === at || raw.includes('<')) throw wrong('an attribute that is none', next);
    attributes.push({
      qualified: name,
      name,
      value: resolved(raw),
      start: at,
      end: valueEnd + 1,
      valueStart: quoted + 1,
      valueEnd,
    });
    at = valueEnd + 1;
  }
}

const PIECES = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|[^<]+/g;

/** @returns The text of an element that has no others inside, with references resolved. */
export function textOf(text: string, { contentStart, contentEnd }: XmlElement): string {
  const pieces = text.slice(contentStart, contentEnd).match(PIECES) ?? [];
  return pieces
    .map((piece) => {
      if (piece.startsWith('<![CDATA[')) return piece.slice('<![CDATA['.length, -']]>'.length);
      return piece.startsWith('<') ? '' : resolved(piece);
    })
    .join('');
}

/** Unknown references stay as they are: none is ever defined. */
const resolved = (raw: string): string =>
  raw.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,4});/gi, (reference, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? reference;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : reference;
  });

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) throw wrong('no name', at);
  return name;
}

function spaceAt(text: string, at: number): number {
  SPACE.lastIndex = at;
  return SPACE.exec(text)?.[0].length ?? 0;
}

const wrong = (what: string, at: number): SyntaxError => new SyntaxError(`${what}, at character ${at}`);
