import { type Moment, momentOf, onTwelveHours, type WrittenDate } from './written-date.ts';

/** The first year in which cameras named files by date. An eight-digit number that would be earlier is not a date. */
const FIRST_YEAR = 1990;

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/** Milliseconds since the epoch, as in names of files saved by Facebook and WeChat. */
const EPOCH = /(?<![\p{L}\d])(?:FB_IMG_|mmexport|wx_camera_)(\d{13})(?!\d)/iu;

/** The year 2000: the apps that name files like this are newer. */
const FIRST_EPOCH = 946_684_800_000;

/** `20190704` */
const COMPACT_DAY = String.raw`(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)`;
/** `2019-07-04` */
const DAY = String.raw`(?<year>\d{4})(?<separator>[-_.: ])(?<month>\d\d)\k<separator>(?<day>\d\d)`;

/** `123456`, `123456789`; the Nintendo Switch adds two digits and a digest. */
const COMPACT_TIME = String.raw`(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:(?<fraction>\d{3})|\d\d(?=-[\dA-F]{32}))?(?!\d)`;
/** `12.34.56`, `12-34-56-789`, `12h34m56s789`, `1.34.56 PM` */
const TIME = String.raw`(?<hour>\d{1,2})(?<colon>[-_.: h])(?<minute>\d\d)[-_.: m](?<second>\d\d)(?:(?:\k<colon>|s)(?<fraction>\d{3}))?(?!\d)(?:[\s_]?(?<half>[AP])\.?M(?!\p{L}))?`;
const UTC = String.raw`(?<utc>Z(?![\p{L}\d]))?`;

/**
 * Between date and time: `T`, a separator, words of other languages (“at”, “um”, “a las”), or the half of the day.
 */
const BETWEEN = String.raw`(?:T|[-_., ]{1,3}(?:(?<morning>上午|午前|오전)\s?|(?<afternoon>下午|午後|오후)\s?|(?:[\p{L}\p{M}]{1,5}\.?[\s_]){0,2}))`;

/** Not part of a word or number. */
const ALONE = String.raw`(?<![A-Za-z\d]|\d[.,])`;
/**
 * Not followed by another long number, because then neither need be a date, nor by further parts of a version number.
 */
const LAST = String.raw`(?![A-Za-z\d]|[-_ .]\d{5}|\.\d)`;

/** Not in a chain of more than three numbers with the same separator, such as a phone number. */
const NO_CHAIN_BEFORE = String.raw`(?<!\d-(?=\d{4}-)|\d_(?=\d{4}_)|\d (?=\d{4} ))`;

/** Date formats in names. Formats with a time come first because a name may contain both. */
const PATTERNS = [
  `(?<!\\d)${COMPACT_DAY}[-_ T.]?${COMPACT_TIME}${UTC}`,
  `(?<!\\d)${DAY}${BETWEEN}${COMPACT_TIME}${UTC}`,
  `(?<!\\d)${DAY}${BETWEEN}${TIME}${UTC}`,
  `(?<!\\d)${COMPACT_DAY}${BETWEEN}${TIME}${UTC}`,
  // Telegram’s exports, the only known names that begin with the day.
  String.raw`@(?<day>\d\d)-(?<month>\d\d)-(?<year>\d{4})_(?<hour>\d\d)-(?<minute>\d\d)-(?<second>\d\d)(?!\d)`,
  String.raw`${ALONE}${NO_CHAIN_BEFORE}${DAY}${LAST}(?!(?<= \d\d) \d)`,
  String.raw`${ALONE}(?<!\d{5}[-_ ])${COMPACT_DAY}${LAST}`,
].map((pattern) => new RegExp(pattern, 'giu'));

/**
 * Finds the date in a file’s name, as cameras, messengers and screenshot programs write it. Without a time zone it is
 * local time. Names of Google’s Pixels (`PXL_…`) and times followed by `Z` are in UTC.
 *
 * Ambiguous numbers are not dates: counters, parts of longer numbers, several long numbers side by side, versions,
 * milliseconds without a known prefix, impossible days, and days in an unknown order.
 *
 * @param name Without folders.
 * @param now Milliseconds since the epoch.
 * @returns Undefined if there is no date.
 */
export function dateInName(name: string, now = Date.now()): Moment | undefined {
  const text = name.normalize('NFC').replace(UUID, '*');
  const epoch = Number(EPOCH.exec(text)?.[1] ?? 0);
  if (epoch >= FIRST_EPOCH && epoch <= now) return { at: epoch };
  for (const pattern of PATTERNS) {
    for (const { groups = {}, index } of text.matchAll(pattern)) {
      const isUtc = groups.utc !== undefined || text.slice(0, index).endsWith('PXL_');
      const written = { ...dateOf(groups), ...(isUtc && { zone: 0 }) };
      const isOld = groups.separator === undefined && written.year < FIRST_YEAR;
      const moment = isOld ? undefined : momentOf(written, now);
      if (moment) return moment;
    }
  }
  return undefined;
}

function dateOf(groups: Readonly<Record<string, string | undefined>>): WrittenDate {
  const [year, month, day] = [groups.year, groups.month, groups.day].map(Number) as [number, number, number];
  if (groups.hour === undefined) return { year, month, day };
  const half = groups.half ?? (groups.morning ? 'A' : groups.afternoon ? 'P' : undefined);
  const hour = half ? onTwelveHours(Number(groups.hour), half) : Number(groups.hour);
  const [minute, second, millisecond] = [groups.minute, groups.second, groups.fraction ?? 0].map(Number) as [
    number,
    number,
    number,
  ];
  return { year, month, day, time: { hour, minute, second, millisecond } };
}
