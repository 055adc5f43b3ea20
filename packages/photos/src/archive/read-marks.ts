import type { AlbumRecord, Field, Fields, FieldValue, MarkRecord } from '../store/records.ts';
import { invalid, number, object, text } from './values.ts';

/**
 * Validates the marks of a content, which come from an untrusted file.
 *
 * @throws ClipError `invalid-library`.
 */
export function readMark(value: unknown): MarkRecord {
  const { hash, fields } = object(value);
  return { hash: text(hash), fields: readFields(fields, markValue) };
}

/**
 * Validates an album, which comes from an untrusted file.
 *
 * @throws ClipError `invalid-library`.
 */
export function readAlbum(value: unknown): AlbumRecord {
  const { id, fields } = object(value);
  return { id: text(id), fields: readFields(fields, albumValue) };
}

function readFields(value: unknown, read: (field: string, value: unknown) => FieldValue): Fields {
  const fields = Object.entries(object(value)).map(([field, said]): [string, Field] => {
    const { value, changed } = object(said);
    return [field, { value: value === null ? null : read(field, value), changed: number(changed) }];
  });
  return Object.fromEntries(fields);
}

/** Fields that a later version may have are kept, if they are of a kind that can be. */
function markValue(field: string, value: unknown): FieldValue {
  if (field === 'rating') {
    if ([1, 2, 3, 4, 5].includes(value as number)) return value as number;
    throw invalid();
  }
  return field.includes(':') ? text(value) : flag(value);
}

const albumValue = (field: string, value: unknown): FieldValue =>
  field === 'removed' ? flag(value) : text(value);

function flag(value: unknown): true {
  if (value === true) return value;
  throw invalid();
}
