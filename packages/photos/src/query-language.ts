/** The language of the search box. It is an entry of its own, so that pages can load it when it is needed. */
export { type ParsedQuery, parseQuery } from './query/grammar/parse.ts';
export { printQuery } from './query/grammar/print.ts';
export type { QueryParts, QueryProblem, QueryTerm } from './query/grammar/query.ts';
