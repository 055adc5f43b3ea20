const DC = 'http://purl.org/dc/elements/1.1/';
const LR = 'http://ns.adobe.com/lightroom/1.0/';
const XMP = 'http://ns.adobe.com/xap/1.0/';

/** Namespace of the properties that list what was added here, so that all of it, and nothing else, can be removed. */
export const OURS = 'urn:web-clip:sidecar#';

/** The prefixes that {@link LISTS}, {@link VALUES} and the records of what was added are written with. */
export const PREFIXES = { dc: DC, lr: LR, xmp: XMP, webclip: OURS } as const;

/** Keywords without levels. */
export const SUBJECT = `${DC}subject`;
/** Keywords with levels, separated by `|`. */
export const HIERARCHY = `${LR}hierarchicalSubject`;
/** Keywords with levels, separated by `/`. digiKam reads nothing else if it is there: keep it complete, but never begin it. */
export const TAGS = 'http://www.digikam.org/ns/1.0/TagsList';
/** 1 to 5; 0 for none and -1 for rejected. */
export const RATING = `${XMP}Rating`;
/** The name of a colour. */
export const LABEL = `${XMP}Label`;

/** Properties with several values, and the properties that list what was added to them. */
export const LISTS = [
  { name: SUBJECT, tag: 'dc:subject', record: 'addedSubject' },
  { name: HIERARCHY, tag: 'lr:hierarchicalSubject', record: 'addedHierarchicalSubject' },
  { name: TAGS, tag: 'digiKam:TagsList', record: 'addedTagsList' },
] as const;

/** Properties with one value, and the properties that record it with the one before. */
export const VALUES = [
  { name: RATING, tag: 'xmp:Rating', record: 'setRating', before: 'ratingBefore' },
  { name: LABEL, tag: 'xmp:Label', record: 'setLabel', before: 'labelBefore' },
] as const;
