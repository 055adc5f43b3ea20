import { readXml, textOf, type XmlAttribute, type XmlElement } from './xml-tree.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const LISTS = ['Bag', 'Seq', 'Alt'].map((name) => RDF + name);

/** A property of an XMP packet, in the form that its writer chose. */
export type XmpProperty = { description: XmlElement } & (
  | { attribute: XmlAttribute; element?: undefined }
  | { element: XmlElement; attribute?: undefined }
);

/** An XMP packet as text, with the places of its properties. */
export class XmpPacket {
  /** The element that holds the descriptions. */
  readonly rdf: XmlElement;
  /** The elements that hold the properties of the photo. Writers make one, or one for each namespace. */
  readonly descriptions: readonly XmlElement[];
  readonly #text: string;

  /** @throws SyntaxError if the text is not well-formed XML, or has no RDF. */
  constructor(text: string) {
    this.#text = text;
    const root = readXml(text);
    const rdf = [root, ...root.children].find(({ name }) => name === `${RDF}RDF`);
    if (!rdf) throw new SyntaxError('no rdf:RDF');
    this.rdf = rdf;
    this.descriptions = rdf.children.filter(({ name }) => name === `${RDF}Description`);
  }

  /** @returns All properties whose name passes a test, in their order. */
  properties(test: (name: string) => boolean): XmpProperty[] {
    return this.descriptions.flatMap((description) => [
      ...description.attributes
        .filter(({ name }) => test(name))
        .map((attribute): XmpProperty => ({ description, attribute })),
      ...description.children
        .filter(({ name }) => test(name))
        .map((element): XmpProperty => ({ description, element })),
    ]);
  }

  /** @param name Namespace and local name, joined. */
  property(name: string): XmpProperty | undefined {
    return this.properties((other) => other === name)[0];
  }

  /** @returns The value of a property that has one. */
  value(name: string): string | undefined {
    const property = this.property(name);
    if (property?.attribute) return property.attribute.value;
    return property && property.element.children.length === 0
      ? textOf(this.#text, property.element)
      : undefined;
  }

  /** @returns The element that holds the items of a property with several values. */
  list(name: string): XmlElement | undefined {
    return this.property(name)?.element?.children.find((child) => LISTS.includes(child.name));
  }

  /** @returns The items of a property with several values, in their order. */
  items(name: string): { element: XmlElement; value: string }[] {
    const items = this.list(name)?.children.filter((child) => child.children.length === 0) ?? [];
    return items.map((element) => ({ element, value: textOf(this.#text, element) }));
  }

  /** @returns What the descriptions say of the photo’s address: all of them have to say the same. */
  get about(): string {
    const attributes = this.descriptions[0]?.attributes ?? [];
    return attributes.find(({ name }) => isAbout(name))?.value ?? '';
  }
}

/** Whether an attribute of this name holds the photo’s address. Old writers leave out the prefix. */
export const isAbout = (name: string): boolean => name === `${RDF}about` || name === 'about';
