import type { Candidate } from './candidate.ts';

/** Words that negate what follows, in English, German and French, folded. */
const NEGATIONS = [
  '(?:but |and )?(?:without|with no|with zero|excluding|except for|except|minus)(?: any| a| an| the)?',
  '(?:but |and )?no',
  '(?:but|and) not(?: any| a| an| the)?',
  '(?:aber |und )?(?:ohne|ausser)(?: einen?| eine[rm]?| die| den| das| der| dem)?',
  '(?:aber |und )?keine?[nrm]?',
  '(?:mais |et )?(?:sans|hormis|sauf)(?: aucune?| une?| les?| la| des)?',
  '(?:mais |et )?pas de',
  '(?:mais |et )?aucune?',
];

/** Those that are written together with the next word. */
const ELISIONS = ["(?:mais |et )?(?:sans l['’]|pas d['’])"];

/** What ends the words that are negated: prepositions, conjunctions and verbs. */
const ENDS = new Set(
  `in on at with without and but or near by from while during under over to for is are that which who behind beside
  around into onto along across through against between taken shot
  im am an auf bei mit ohne und oder aber vor hinter unter uber von vom zu zum zur aus neben zwischen wahrend nach
  dans sur a au aux avec sans et ou mais pres devant derriere sous en du depuis pendant entre chez vers la le les un une des l the`.split(
    /\s+/,
  ),
);

/** Phrases with a negation that is meant otherwise, folded: what is on signs, and idioms. */
const IDIOMS =
  /^(?:no|keine?) (?:parking|smoking|entry|entrance|trespassing|swimming|fishing|dogs allowed|stopping|turn|exit|longer|matter|doubt|way|time|idea|hands|problem|[\p{L} ]*sign)|^pas de (?:danse|cheval|cote|tir|vis|porte)/u;

/** Before a negation, these show that it is on a sign or a number. */
const CITED =
  /(?:says?|saying|said|reads?|reading|sign|signs|number|sagt|steht|dit|ecrit)(?: that)? ?["“']?$/;

/** Words for no person at all, folded, and what a person would call people. */
const NOBODY: readonly (readonly [pattern: RegExp, people: string])[] = [
  [
    /(?<![\p{L}\p{N}])(?:with |and |but )?(?:nobody|no-one|no one|without anyone|without anybody)(?: else)?(?: (?:in|on) it|around|there)?(?![\p{L}\p{N}])/gu,
    'people',
  ],
  [
    /(?<![\p{L}\p{N}])(?:und |aber )?(?:niemand(?:em|en)?|ohne jemanden?)(?: darauf| drauf)?(?![\p{L}\p{N}])/gu,
    'Menschen',
  ],
  [
    /(?<![\p{L}\p{N}])(?:et |mais )?(?:sans personne|sans aucune personne|sans qui que ce soit)(?![\p{L}\p{N}])/gu,
    'personnes',
  ],
];

const NEGATION = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:(?:${NEGATIONS.join('|')}) |(?:${ELISIONS.join('|')}))(?=[\\p{L}\\p{N}])`,
  'gu',
);

/** At most so many words are taken for one thing. */
const MOST_WORDS = 3;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/uy;

/**
 * Finds what a sentence says should not be in the photos. Models see the thing and miss the negation.
 *
 * @param text The sentence.
 * @param plain The same, folded.
 */
export function negations(text: string, plain: string): Candidate[] {
  const found: Candidate[] = [];
  for (const [pattern, people] of NOBODY) {
    for (const { index, 0: words } of plain.matchAll(pattern)) {
      found.push({ start: index, end: index + words.length, add: without(people) });
    }
  }
  for (const { index, 0: words } of plain.matchAll(NEGATION)) {
    const first = index + words.length;
    const end = endOfThing(plain, first);
    if (end === first || IDIOMS.test(plain.slice(index, end)) || CITED.test(plain.slice(0, index).trimEnd()))
      continue;
    if (found.some((other) => index < other.end && end > other.start)) continue;
    found.push({ start: index, end, add: without(text.slice(first, end)) });
  }
  return found;
}

const without = (text: string): Candidate['add'] => ({ term: { text, weight: -1 } });

/** @returns The end of the words from `first` on that name a thing. */
function endOfThing(plain: string, first: number): number {
  let end = first;
  for (let count = 0, at = first; count < MOST_WORDS; count++) {
    WORD.lastIndex = at;
    const word = WORD.exec(plain)?.[0];
    // Verbs such as “running” say what something else does.
    if (word === undefined || ENDS.has(word) || (count > 0 && /ing$/.test(word))) break;
    end = at + word.length;
    if (plain[end] !== ' ') break;
    at = end + 1;
  }
  return end;
}
