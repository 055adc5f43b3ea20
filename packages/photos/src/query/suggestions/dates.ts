import { findPeriods } from '../periods.ts';
import type { Candidate } from './candidate.ts';

/** Photographs are not older. */
const FIRST_YEAR = 1950;

/** Before a year, these say that it is one. */
const BEFORE_YEAR = /(?:^|[\s(,])(?:in|from|of|year|jahre?|anno|aus|von|vom|en|de|du|annee|l['’]an)\s$/;

/** After a year that is one, the sentence ends or goes on with these. */
const AFTER_YEAR =
  /^\s*(?:$|[,.;!?)]|(?:in|on|at|with|near|by|and|im|am|an|auf|mit|bei|und|a|au|aux|avec|dans|sur|et|pres)\s)/;

/** Before a number, these say that it is no year. */
const BEFORE_NUMBER =
  /(?:number|numbered|no\.?|nr\.?|nummer|numero|#|route|highway|bus|tram|train|flight|size|room)\s?$/;

/** Finds when a sentence says that photos were taken. */
export function dates(text: string, plain: string, now: number): Candidate[] {
  const year = new Date(now).getFullYear();
  return findPeriods(text, now)
    .filter(({ start, end, isNumber }) => {
      const words = plain.slice(start, end);
      const [before, after] = [plain.slice(0, start), plain.slice(end)];
      // A fall or a march may be something else.
      if (words === 'this fall' || (/ (?:march|fall)$/.test(words) && /^ of /.test(after))) return false;
      if (!isNumber) return true;
      const isRecent = Number(words) >= FIRST_YEAR && Number(words) <= year;
      const isAlone = BEFORE_YEAR.test(before) || after.trim() === '';
      return isRecent && isAlone && AFTER_YEAR.test(after) && !BEFORE_NUMBER.test(before);
    })
    .map(({ start, end, range }) => ({ start, end, add: { filter: { taken: range } } }));
}
