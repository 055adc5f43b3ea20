import { ClipError } from '@web-clip/clip/internal';
import { bag, descriptionEdit, element, itemsEdit, valueEdit } from './sidecar-edits.ts';
import { HIERARCHY, LABEL, LISTS, OURS, RATING, SUBJECT, TAGS, VALUES } from './sidecar-fields.ts';
import { edited, spaceBefore, type TextEdit } from './text-edits.ts';
import { isDeclaration, type XmlAttribute, type XmlElement } from './xml-tree.ts';
import { isAbout, XmpPacket, type XmpProperty } from './xmp-properties.ts';

/** What a sidecar says about a photo: the standard fields that photo programs share. */
export interface SidecarMarks {
  /** 1 to 5; some programs write 0 for none and -1 for rejected. */
  rating?: number;
  /** The name of a colour, such as `Red`. */
  label?: string;
  /** Keywords. Levels are separated by `|`, as in `Places|Zermatt`. */
  keywords?: readonly string[];
}

const EMPTY = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;

/**
 * Reads what a sidecar says, whoever wrote it.
 *
 * @param bytes The sidecar, in UTF-8.
 * @returns Keywords with their levels; those that only stand without levels follow.
 * @throws ClipError `unreadable-file` if it is no XMP.
 */
export function readSidecar(bytes: Uint8Array): SidecarMarks {
  const packet = packetOf(textIn(bytes));
  const hierarchy = valuesOf(packet, HIERARCHY);
  const rating = Number.parseFloat(packet.value(RATING) ?? '');
  const label = packet.value(LABEL);
  const keywords = new Set([...hierarchy, ...withoutLevels(packet, hierarchy)]);
  return {
    ...(rating >= -1 && rating <= 5 && { rating: Math.round(rating) }),
    ...(label && { label }),
    ...(keywords.size > 0 && { keywords: [...keywords] }),
  };
}

/**
 * Writes marks into a sidecar. What else it says stays, to the byte; what an earlier call added is replaced.
 *
 * @param sidecar The sidecar that is there, in UTF-8, if any.
 * @param marks What to say. A field that is absent says nothing, so another program’s stays.
 * @returns The new sidecar.
 * @throws ClipError `unreadable-file` if the sidecar is no XMP, or is damaged: it should stay as it is.
 */
export function writeSidecar(sidecar: Uint8Array | undefined, marks: SidecarMarks): Uint8Array<ArrayBuffer> {
  const before = sidecar ? textIn(sidecar) : EMPTY;
  return new TextEncoder().encode(withMarks(removed(before), marks));
}

/**
 * Removes all that {@link writeSidecar} wrote. A value that was changed by another program since then stays.
 *
 * @returns The sidecar as it was, or undefined if nothing is left of it: then its file can go.
 * @throws ClipError `unreadable-file`, as {@link writeSidecar}.
 */
export function clearSidecar(sidecar: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const text = removed(textIn(sidecar));
  return text === EMPTY ? undefined : new TextEncoder().encode(text);
}

function withMarks(text: string, marks: SidecarMarks): string {
  const packet = packetOf(text);
  const edits: TextEdit[] = [];
  /** Properties of a description of our own. */
  const own: string[] = [];
  for (const { name, tag, record, before } of VALUES) {
    const value = name === RATING ? marks.rating?.toString() : marks.label;
    const there = packet.value(name);
    if (value === undefined || value === there) continue;
    const property = packet.property(name);
    if (!property) own.push(element(tag, value));
    else edits.push(valueEdit(property, value));
    own.push(element(`webclip:${record}`, value));
    if (property) own.push(element(`webclip:${before}`, there ?? ''));
  }
  const added = addedItems(packet, marks.keywords ?? []);
  for (const { name, tag, record } of LISTS) {
    const values = added[name] ?? [];
    if (values.length === 0) continue;
    const list = packet.list(name);
    if (list) edits.push(itemsEdit(text, list, values));
    else if (packet.property(name)) throw unusable(new SyntaxError(`${tag} is no list`));
    else own.push(bag(tag, values, packet));
    own.push(bag(`webclip:${record}`, values, packet));
  }
  if (own.length > 0) edits.push(descriptionEdit(text, packet, own));
  return edited(text, edits);
}

/** @returns The items that are missing, by property. */
function addedItems(packet: XmpPacket, keywords: readonly string[]): Readonly<Record<string, string[]>> {
  const wanted = [...new Set(keywords.map(levelsOf).filter((levels) => levels.length > 0))];
  const paths = wanted.map((levels) => levels.join('|'));
  // Programs that know levels look at nothing else, so a first list of levels has to repeat the other keywords.
  const hierarchy = valuesOf(packet, HIERARCHY);
  const others = hierarchy.length === 0 && paths.length > 0 ? valuesOf(packet, SUBJECT) : [];
  const missing = (name: string, values: readonly string[]): string[] => {
    const there = new Set(valuesOf(packet, name));
    return [...new Set(values)].filter((value) => !there.has(value));
  };
  return {
    [SUBJECT]: missing(
      SUBJECT,
      wanted.map((levels) => levels.at(-1) as string),
    ),
    [HIERARCHY]: missing(HIERARCHY, [...others, ...paths]),
    [TAGS]: packet.list(TAGS)
      ? missing(
          TAGS,
          wanted.map((levels) => levels.join('/')),
        )
      : [],
  };
}

const levelsOf = (keyword: string): string[] =>
  keyword
    .split('|')
    .map((level) => level.trim())
    .filter((level) => level !== '');

/** @returns The keywords that none of those with levels ends with. */
function withoutLevels(packet: XmpPacket, hierarchy: readonly string[]): string[] {
  const last = new Set(hierarchy.flatMap(levelsOf));
  return valuesOf(packet, SUBJECT).filter((keyword) => !last.has(keyword.trim()));
}

const valuesOf = (packet: XmpPacket, name: string): string[] => packet.items(name).map(({ value }) => value);

/** @returns A text without anything that was added here. */
function removed(text: string): string {
  const packet = packetOf(text);
  const gone = new Set<XmlElement | XmlAttribute>();
  const drop = ({ attribute, element }: XmpProperty): unknown => gone.add(attribute ?? element);
  const records = packet.properties((name) => name.startsWith(OURS));
  if (records.length === 0) return text;
  for (const record of records) drop(record);
  const edits: TextEdit[] = [];
  for (const { name, record, before } of VALUES) {
    const property = packet.property(name);
    const set = packet.value(OURS + record);
    if (!property || set === undefined || packet.value(name) !== set) continue;
    const earlier = packet.value(OURS + before);
    if (earlier === undefined) drop(property);
    else edits.push(valueEdit(property, earlier));
  }
  for (const { name, record } of LISTS) {
    const items = packet.items(name);
    const added = new Set(valuesOf(packet, OURS + record));
    const ours = items.filter(({ value }) => added.has(value));
    if (ours.length === 0) continue;
    if (ours.length < items.length) for (const { element } of ours) gone.add(element);
    else drop(packet.property(name) as XmpProperty);
  }
  for (const description of packet.descriptions) {
    const { children, attributes } = description;
    const parts = [...children, ...attributes.filter(({ name }) => !isDeclaration(name) && !isAbout(name))];
    if (parts.length === 0 || parts.some((part) => !gone.has(part))) continue;
    for (const part of parts) gone.delete(part);
    gone.add(description);
  }
  for (const part of gone) {
    const space = 'value' in part ? 0 : spaceBefore(text, part.start).length;
    edits.push({ start: part.start - space, end: part.end, text: '' });
  }
  return edited(text, edits);
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unusable(error);
  }
}

function packetOf(text: string): XmpPacket {
  try {
    return new XmpPacket(text);
  } catch (error) {
    throw unusable(error);
  }
}

const unusable = (cause: unknown): ClipError =>
  new ClipError(
    'unreadable-file',
    `This sidecar is not XMP, or is damaged (${cause instanceof Error ? cause.message : cause}). It was left as it is. Repair or remove it, and try again.`,
    { cause },
  );
