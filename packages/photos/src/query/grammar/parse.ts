import type { Filter } from '../filter.ts';
import type { QueryParts, QueryProblem } from './query.ts';
import { readFilter } from './read-filter.ts';
import { scan } from './scan.ts';
import { TermCollector } from './term-collector.ts';

/** A query that was read from a text. */
export interface ParsedQuery extends QueryParts {
  /** Parts of the text that were left out. */
  readonly problems: readonly QueryProblem[];
}

/**
 * Reads the language of the search box. Bare words stay one phrase. `+` begins another term, `|` another alternative, a
 * dash before a word means without it, and `2*` before a phrase weights it. Filters are a keyword and a value, such as
 * `in:2019`, `near:Lausanne` or `camera:"iphone 13"`; with a dash before it, a filter keeps the other photos. Keywords may
 * be English, German, French or Spanish. {@link printQuery} writes the result as a text again.
 *
 * @param text Anything. No text makes it throw.
 * @param options `now` is the current time in milliseconds since the epoch, for dates such as `in:"last summer"`.
 *   Default: the time of this device.
 */
export function parseQuery(text: string, { now = Date.now() }: { now?: number } = {}): ParsedQuery {
  const terms = new TermCollector();
  const filters: Filter[] = [];
  const problems: QueryProblem[] = [];
  for (const token of scan(text)) {
    if (token.kind === 'plus') terms.close();
    else if (token.kind === 'weight') terms.begin(token.weight);
    else if (token.kind === 'bar') terms.addAlternative();
    else if (token.kind === 'word') terms.addWord(token);
    else if (token.kind === 'photo') terms.addPhoto(token);
    else {
      const read = readFilter(token, now);
      if ('kind' in read) problems.push(read);
      else filters.push(token.minus ? { ...read, not: true } : read);
    }
  }
  return { terms: terms.all(), filters, problems };
}
