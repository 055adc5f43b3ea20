/** Runs of combining marks longer than in any writing system. For shorter runs the platform is fast. */
const LONG_RUN = /\p{M}{64,}/gu;

/**
 * `text.normalize(form)` in linear time. The platform sorts the combining marks of a character by insertion
 * (ICU's `ReorderingBuffer`), which takes half a minute for a letter with 100,000 marks.
 *
 * @param text Any text.
 * @param form As for `String.prototype.normalize`.
 */
export function normalize(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  return text.replace(LONG_RUN, sortMarks).normalize(form);
}

/** Sorts marks into canonical order: https://www.unicode.org/reports/tr15/#Canonical_Ordering_Algorithm */
function sortMarks(run: string): string {
  const decomposed = new Map([...new Set(run)].map((mark) => [mark, [...mark.normalize('NFD')]]));
  const places = canonicalPlaces([...new Set([...decomposed.values()].flat())]);
  const sorted: string[] = [];
  let waiting: string[][] = [];
  const flush = () => {
    for (const marks of waiting) if (marks) for (const mark of marks) sorted.push(mark);
    waiting = [];
  };
  for (const mark of run) {
    for (const part of decomposed.get(mark) ?? []) {
      const place = places.get(part);
      if (place === undefined) {
        flush();
        sorted.push(part);
      } else {
        waiting[place] ??= [];
        waiting[place].push(part);
      }
    }
  }
  flush();
  return sorted.join('');
}

/**
 * Ranks marks by combining class. Marks of one class get the same rank. Marks of class 0 get none, because no
 * mark moves past them.
 */
function canonicalPlaces(marks: string[]): Map<string, number> {
  const movable = marks.filter((mark) => isMoved(HIGHEST, mark) || isMoved(mark, LOWEST));
  movable.sort((a, b) => (isMoved(a, b) ? 1 : isMoved(b, a) ? -1 : 0));
  const places = new Map<string, number>();
  let place = 0;
  for (const [i, mark] of movable.entries()) {
    if (i > 0 && isMoved(mark, movable[i - 1] as string)) place++;
    places.set(mark, place);
  }
  return places;
}

/** A mark of the highest class (240), and one of the lowest class above 0 (1). */
const HIGHEST = '\u0345';
const LOWEST = '\u0334';

/** Whether the second of two marks must come before the first. */
const isMoved = (first: string, second: string): boolean => {
  const pair = first + second;
  return pair.normalize('NFD') !== pair;
};
