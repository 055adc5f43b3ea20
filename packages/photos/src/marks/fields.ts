import { nameKey } from '../query/words.ts';
import type { Edit, Field, Fields, FieldValue } from '../store/records.ts';

/**
 * The fields of marks are `favourite`, `hidden`, `rating`, one for each label, whose value is the label as it was written,
 * one for each group, whose value is `pinned` or `excluded`, and the file to show among several with the same content.
 * Those of albums are `name`, `query`, `removed` and `seen`.
 */
const LABEL = 'label:';
const GROUP = 'group:';

/** @returns The field of a label. Labels that differ in case or accents only have the same. */
export const labelField = (label: string): string => `${LABEL}${nameKey(label)}`;

/** @returns The field of a group. */
export const groupField = (group: string): string => `${GROUP}${group}`;

/** @returns Whether a field is that of a label. */
export const isLabel = (field: string): boolean => field.startsWith(LABEL);

/** @returns The group of a field, if it is that of a group. */
export const groupOf = (field: string): string | undefined =>
  field.startsWith(GROUP) ? field.slice(GROUP.length) : undefined;

/** @returns The group of photos that are pinned to an album or kept out of it. */
export const albumGroup = (id: string): string => `album:${id}`;

/** @returns What a field says, if it was said and not taken back. */
export const fieldValue = (
  fields: Fields | undefined,
  field: string,
): Exclude<FieldValue, null> | undefined => fields?.[field]?.value ?? undefined;

/** What {@link applied} changes. */
export interface Applied {
  /** The fields of the records that change, by store and key. */
  changed: Record<Edit['store'], Map<string, Fields>>;
  /** Edits that bring back what was before. Records that had the same share one. */
  undo: Edit[];
}

/**
 * Applies edits.
 *
 * @param edits The edits, in order.
 * @param fieldsOf Returns the present fields of a record.
 * @param now Milliseconds since the epoch.
 */
export function applied(
  edits: readonly Edit[],
  fieldsOf: (store: Edit['store'], key: string) => Fields | undefined,
  now: number,
): Applied {
  const changed: Applied['changed'] = { marks: new Map(), albums: new Map() };
  for (const { store, keys, values } of edits) {
    for (const key of new Set(keys)) {
      const before = changed[store].get(key) ?? fieldsOf(store, key) ?? {};
      const next: Record<string, Field> = { ...before };
      let isChanged = false;
      for (const [field, value] of Object.entries(values)) {
        if ((before[field]?.value ?? null) === value) continue;
        isChanged = true;
        // A clock that was put back must not make the last word look older.
        next[field] = { value, changed: Math.max(now, (before[field]?.changed ?? 0) + 1) };
      }
      if (isChanged) changed[store].set(key, next);
    }
  }
  const undo = (['marks', 'albums'] as const).flatMap((store) =>
    reversed(store, changed[store], (key) => fieldsOf(store, key)),
  );
  return { changed, undo };
}

/**
 * @param action What was done, and what was before.
 * @param fieldsOf Returns the present fields of a record.
 * @returns Edits that take the action back, but for the fields of which something else was said since.
 */
export function takenBack(
  { undo, redo }: { undo: readonly Edit[]; redo: readonly Edit[] },
  fieldsOf: (store: Edit['store'], key: string) => Fields | undefined,
): Edit[] {
  const said = new Map<string, Edit['values']>();
  const place = (store: Edit['store'], key: string): string => `${store} ${key}`;
  for (const { store, keys, values } of redo)
    for (const key of keys) said.set(place(store, key), { ...said.get(place(store, key)), ...values });
  return undo.flatMap(({ store, keys, values }) =>
    keys.map((key): Edit => {
      const [done, present] = [said.get(place(store, key)), fieldsOf(store, key)];
      const still = Object.entries(values).filter(
        ([field]) => (present?.[field]?.value ?? null) === done?.[field],
      );
      return { store, keys: [key], values: Object.fromEntries(still) };
    }),
  );
}

/** @returns Edits that bring back what records were. Each record is in one of them. */
function reversed(
  store: Edit['store'],
  changed: ReadonlyMap<string, Fields>,
  before: (key: string) => Fields | undefined,
): Edit[] {
  const edits = new Map<string, { store: Edit['store']; keys: string[]; values: Edit['values'] }>();
  for (const [key, next] of changed) {
    const old = before(key);
    const fields = Object.keys(next).filter((field) => next[field] !== old?.[field]);
    const values = Object.fromEntries(fields.map((field) => [field, old?.[field]?.value ?? null]));
    const same = JSON.stringify(values);
    const edit = edits.get(same) ?? { store, keys: [], values };
    edits.set(same, edit);
    edit.keys.push(key);
  }
  return [...edits.values()];
}

/**
 * Merges what was said in two places: the newer word of each field.
 *
 * @param here Fields of this library.
 * @param there Fields of another one.
 * @param now Milliseconds since the epoch. Nothing was said later, whatever a wrong clock says.
 * @returns Undefined if nothing changes here.
 */
export function merged(here: Fields | undefined, there: Fields, now: number): Fields | undefined {
  const news = Object.entries(there)
    .map(([field, { value, changed }]) => [field, { value, changed: Math.min(changed, now) }] as const)
    .filter(([field, { changed }]) => changed > (here?.[field]?.changed ?? Number.NEGATIVE_INFINITY));
  return news.length > 0 ? { ...here, ...Object.fromEntries(news) } : undefined;
}
