import { viewOf } from '@web-clip/images/containers';
import { latin } from './bytes.ts';

/** The first byte of every data set. */
const MARKER = 0x1c;
/** The record that describes the image. */
const APPLICATION = 2;

const DATE_CREATED = 55;
const TIME_CREATED = 60;
const DIGITAL_DATE_CREATED = 62;
const DIGITAL_TIME_CREATED = 63;

/**
 * Reads when an image was created from its IPTC records (https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf,
 * 1.5 and 6).
 *
 * @returns Dates in ISO 8601, not validated: the creation date, then the digital creation date.
 */
export function iptcDates(records: Uint8Array): string[] {
  const view = viewOf(records);
  const texts = new Map<number, string>();
  for (let at = 0; at + 5 <= records.length && records[at] === MARKER; ) {
    const length = view.getUint16(at + 3);
    // Data sets longer than 32 KB have another header, and are not dates.
    if (length > 0x7fff) break;
    const set = view.getUint8(at + 2);
    const isText = records[at + 1] === APPLICATION && set >= DATE_CREATED && set <= DIGITAL_TIME_CREATED;
    if (isText) texts.set(set, latin(records, at + 5, at + 5 + length));
    at += 5 + length;
  }
  return [
    [texts.get(DATE_CREATED), texts.get(TIME_CREATED)],
    [texts.get(DIGITAL_DATE_CREATED), texts.get(DIGITAL_TIME_CREATED)],
  ].flatMap(([date, time = '']) => (date === undefined ? [] : [isoDate(date, time)]));
}

/** In a partial date, month or day are 00. */
function isoDate(date: string, time: string): string {
  const known = date.trim().replace(/(?<=^\d{4})0000$|(?<=^\d{6})00$/, '');
  const separated = known.replace(/^(\d{4})(\d\d)(\d\d)?$/, (_, year, month, day) =>
    [year, month, ...(day ? [day] : [])].join('-'),
  );
  const clock = /^(\d\d)(\d\d)(\d\d)([+-]\d{4})?/.exec(time.trim());
  if (!clock || known.length < 8) return separated;
  const [, hour, minute, second, zone = ''] = clock;
  return `${separated}T${hour}:${minute}:${second}${zone}`;
}
