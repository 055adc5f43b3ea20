import { described, invalid, nearestName } from '@web-clip/clip/internal';
import type { ActionKind, Edit, Fields, FieldValue } from '../store/records.ts';
import { fieldValue, groupOf, isLabel, labelField } from './fields.ts';

/**
 * What a person said of a photo. It belongs to the content of the file: copies share it, and it survives renames, moves and
 * another model.
 */
export interface Marks {
  /** Whether it is a favourite. */
  readonly favourite: boolean;
  /** Whether it is left out of lists and searches. Of files with the same content, one can be shown and the others hidden. */
  readonly hidden: boolean;
  /** From 1 to 5; 0 without a rating. */
  readonly rating: number;
  /** As they were written, in the order of the alphabet. */
  readonly labels: readonly string[];
  /** The groups that it is pinned to: `album:` and the id of an album, or the key that a caller chose. */
  readonly pinned: readonly string[];
  /** The groups that it is kept out of. */
  readonly excluded: readonly string[];
}

/** What to change in the marks of photos. What is absent stays. */
export interface MarkChange {
  /** Whether they are favourites. */
  favourite?: boolean;
  /** Whether they are hidden. */
  hidden?: boolean;
  /** From 1 to 5; 0 takes the rating away. */
  rating?: number;
  /** Labels to add and to remove. Labels that differ in case, accents or spaces only are the same. */
  labels?: { add?: readonly string[]; remove?: readonly string[] };
}

/** What a person did that can be undone. */
export interface MarkAction {
  /** Identifies it in this library, for `undo()`. */
  readonly id: number;
  /** What it was about. `marks`: several of the four kinds before it. `group`: photos of a group or an album. */
  readonly kind: ActionKind;
  /** When it was done, in milliseconds since the epoch. */
  readonly at: number;
  /** Number of photos that were chosen. */
  readonly photos: number;
}

/** What has changed, for those who show it. */
export interface MarksChange {
  /** Ids of the photos whose marks may have changed. */
  readonly photos: readonly number[];
  /** Whether the list of albums has changed. Photos that change may change the albums too. */
  readonly albums: boolean;
}

/** Where a photo is with a group: in it whatever a search says, or out of it. Null if neither was said. */
export type Placement = 'pinned' | 'excluded' | null;

const KEYS = ['favourite', 'hidden', 'rating', 'labels'] as const;

/** @returns What the fields of a photo's content say. */
export function marksOf(fields: Fields = {}): Marks {
  const labels: string[] = [];
  const groups = { pinned: [] as string[], excluded: [] as string[] };
  for (const field of Object.keys(fields)) {
    const value = fieldValue(fields, field);
    const group = groupOf(field);
    if (value === undefined) continue;
    if (isLabel(field)) labels.push(String(value));
    else if (group !== undefined) groups[value === 'pinned' ? 'pinned' : 'excluded'].push(group);
  }
  return {
    favourite: fieldValue(fields, 'favourite') === true,
    hidden: fieldValue(fields, 'hidden') === true,
    rating: Number(fieldValue(fields, 'rating') ?? 0),
    labels: labels.sort((a, b) => a.localeCompare(b)),
    ...groups,
  };
}

/** @returns The new values of fields. Where a label is added and removed, it is added. */
export function valuesOf({ favourite, hidden, rating, labels }: MarkChange): Edit['values'] {
  const values: Record<string, FieldValue> = {};
  if (favourite !== undefined) values.favourite = favourite || null;
  if (hidden !== undefined) values.hidden = hidden || null;
  if (rating !== undefined) values.rating = rating || null;
  for (const label of labels?.remove ?? []) values[labelField(label)] = null;
  for (const label of labels?.add ?? []) values[labelField(label)] = label.replace(/\s+/g, ' ').trim();
  return values;
}

/** @returns What a change is about. */
export function kindOfChange(change: MarkChange): ActionKind {
  const [first, ...others] = KEYS.filter((key) => change[key] !== undefined);
  return first !== undefined && others.length === 0 ? first : 'marks';
}

/**
 * Checks a change that a caller made.
 *
 * @throws ClipError `invalid-argument`.
 */
export function checkChange(change: MarkChange): void {
  const isObject = typeof change === 'object' && change !== null && !Array.isArray(change);
  if (!isObject) {
    throw invalid(`marks.set() needs a change such as { favourite: true }, but got ${described(change)}.`);
  }
  for (const key of Object.keys(change)) {
    if (!(KEYS as readonly string[]).includes(key)) throw invalid(unknown('mark', key, KEYS));
  }
  const { favourite, hidden, rating, labels } = change;
  for (const [name, value] of Object.entries({ favourite, hidden })) {
    if (value !== undefined && typeof value !== 'boolean') {
      throw invalid(`“${name}” of marks.set() must be true or false, but is ${described(value)}.`);
    }
  }
  if (rating !== undefined && !(Number.isInteger(rating) && rating >= 0 && rating <= 5)) {
    throw invalid(
      `“rating” of marks.set() must be a whole number from 1 to 5, or 0 for none, but is ${described(rating)}.`,
    );
  }
  if (labels !== undefined) checkLabels(labels);
}

function checkLabels(labels: NonNullable<MarkChange['labels']>): void {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    throw invalid(
      `“labels” of marks.set() must be an object such as { add: ["dog"] }, but is ${described(labels)}.`,
    );
  }
  for (const [key, list] of Object.entries(labels)) {
    if (key !== 'add' && key !== 'remove') throw invalid(unknown('list of labels', key, ['add', 'remove']));
    if (list !== undefined && !Array.isArray(list)) {
      throw invalid(`“${key}” of the labels of marks.set() must be an array, but is ${described(list)}.`);
    }
    for (const label of Array.from(list ?? [])) {
      if (typeof label === 'string' && label.trim() !== '') continue;
      throw invalid(`Each label of marks.set() must be a text, but one is ${described(label)}.`);
    }
  }
}

const unknown = (what: string, key: string, keys: readonly string[]): string => {
  const nearest = nearestName(key, keys);
  const advice = nearest ? `Did you mean “${nearest}”?` : `It has ${keys.join(', ')}.`;
  return `marks.set() has no ${what} “${key}”. ${advice}`;
};
