import { PREFIXES } from './sidecar-fields.ts';
import { spaceBefore, type TextEdit } from './text-edits.ts';
import type { XmlElement } from './xml-tree.ts';
import type { XmpPacket, XmpProperty } from './xmp-properties.ts';

/** @returns The change that gives a property another value. */
export function valueEdit({ attribute, element }: XmpProperty, value: string): TextEdit {
  if (attribute) return { start: attribute.valueStart, end: attribute.valueEnd, text: escaped(value) };
  return contentEdit(element, element.contentStart, element.contentEnd, escaped(value));
}

/** @returns The change that adds items to a list after its last one, in lines like its own. */
export function itemsEdit(text: string, list: XmlElement, values: readonly string[]): TextEdit {
  const last = list.children.at(-1);
  const space = last ? spaceBefore(text, last.start) : '';
  const place = last?.end ?? list.contentStart;
  const tag = last?.qualified ?? list.qualified.replace(/[^:]*$/, 'li');
  return contentEdit(list, place, place, values.map((value) => space + element(tag, value)).join(''));
}

/**
 * @param properties Elements, as text.
 * @returns The change that adds a description of our own after the others.
 */
export function descriptionEdit(
  text: string,
  { rdf, descriptions, about }: XmpPacket,
  properties: readonly string[],
): TextEdit {
  const last = descriptions.at(-1);
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const margin = spaceBefore(text, last?.start ?? rdf.start).replace(/^.*[\r\n]/s, '');
  const indent = `${line}${margin}${last ? '' : ' '}`;
  const inRdf = (name: string): string => rdf.qualified.replace(/[^:]*$/, name);
  const namespaces = Object.entries(PREFIXES).map(([prefix, name]) => ` xmlns:${prefix}="${name}"`);
  const start = `<${inRdf('Description')} ${inRdf('about')}="${escaped(about)}"${namespaces.join('')}>`;
  const lines = [start, ...properties.map((property) => ` ${property}`), `</${inRdf('Description')}>`];
  const place = last?.end ?? rdf.contentStart;
  return contentEdit(rdf, place, place, lines.map((each) => indent + each).join(''));
}

/** Replaces a part of an element's content. An element such as `<a/>` gets a second tag. */
function contentEdit(
  { qualified, end: elementEnd, contentEnd }: XmlElement,
  start: number,
  end: number,
  text: string,
): TextEdit {
  return contentEnd === elementEnd
    ? { start: elementEnd - '/>'.length, end: elementEnd, text: `>${text}</${qualified}>` }
    : { start, end, text };
}

/** @returns An element with a text. */
export const element = (tag: string, text: string): string => `<${tag}>${escaped(text)}</${tag}>`;

/** @returns An element with a bag of values. */
export function bag(tag: string, values: readonly string[], { rdf }: XmpPacket): string {
  const [list, item] = ['Bag', 'li'].map((name) => rdf.qualified.replace(/[^:]*$/, name)) as [string, string];
  return `<${tag}><${list}>${values.map((value) => element(item, value)).join('')}</${list}></${tag}>`;
}

/** Leaves out characters that XML 1.0 cannot hold. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to leave out.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
