import { ClipError } from './errors.ts';

/** What an argument must be. Checked at run time, because many callers have no type checker. */
export interface Requirement {
  /** The words after “must be”, such as `an AbortSignal`. */
  what: string;
  /** Whether a value is that. */
  fits: (value: unknown) => boolean;
}

/** A requirement for every option of a call. */
export type OptionRules<Options> = { readonly [Name in keyof Required<Options>]: Requirement };

/** A boolean. */
export const FLAG: Requirement = { what: 'true or false', fits: (value) => typeof value === 'boolean' };

/** A function. */
export const FUNCTION: Requirement = { what: 'a function', fits: (value) => typeof value === 'function' };

/** A string. */
export const TEXT: Requirement = { what: 'a string', fits: (value) => typeof value === 'string' };

/** The options of every long call. A signal may come from another frame, where it has another class. */
export const CALL_RULES = {
  signal: {
    what: 'an AbortSignal, such as controller.signal',
    fits: (value) => isObject(value) && typeof value.aborted === 'boolean' && 'throwIfAborted' in value,
  },
  onProgress: FUNCTION,
} as const satisfies Record<string, Requirement>;

/** @returns A requirement to be one of these strings. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf(values: readonly [string, ...string[]]): Requirement {
  const all: readonly unknown[] = values;
  const last = values.at(-1);
  return { what: `${values.slice(0, -1).join(', ')} or ${last}`, fits: (value) => all.includes(value) };
}

/** @returns The error for a wrong argument. */
export const invalid = (message: string): ClipError => new ClipError('invalid-argument', message);

/**
 * Checks the options of a call. An option that is undefined counts as left out.
 *
 * @param call The call as its caller knows it, such as `createClip()`.
 * @param options Anything that was given as the options.
 * @param rules All options that the call has.
 * @throws ClipError `invalid-argument` for anything but an object, an unknown option, or a wrong value.
 */
export function checkOptions<Options>(call: string, options: unknown, rules: OptionRules<Options>): void {
  if (options === undefined) return;
  const known: Record<string, Requirement> = rules;
  const names = Object.keys(known);
  if (!isObject(options) || Array.isArray(options)) {
    throw invalid(
      `The options of ${call} must be an object such as { ${names[0]}: … }, but are ${described(options)}.`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!rule) throw invalid(`${call} has no option “${name}”. ${advice(name, names)}`);
    if (value !== undefined && !rule.fits(value)) {
      throw invalid(`The option “${name}” of ${call} must be ${rule.what}, but is ${described(value)}.`);
    }
  }
}

/**
 * Checks that an argument is an array.
 *
 * @param call The call as its caller knows it, such as `embedImages()`.
 * @param kind What the array holds, in the singular: `image`.
 * @param list Anything that was given.
 * @throws ClipError `invalid-argument`.
 */
export function checkList(call: string, kind: string, list: unknown): void {
  if (Array.isArray(list)) return;
  const isList = isObject(list) && (Symbol.iterator in list || 'length' in list);
  const advice = isList ? 'Make one with Array.from().' : 'Put brackets around a single one.';
  throw invalid(`${call} needs an array of ${kind}s, but got ${described(list)}. ${advice}`);
}

/**
 * Checks that an argument is an array of strings.
 *
 * @param call The call as its caller knows it, such as `embedTexts()`.
 * @param kind What the array holds, in the singular: `text`.
 * @param list Anything that was given.
 * @throws ClipError `invalid-argument`, with the index of the first wrong item.
 */
export function checkTexts(call: string, kind: string, list: unknown): void {
  checkList(call, kind, list);
  const texts: readonly unknown[] = list as readonly unknown[];
  const wrong = Array.from(texts).findIndex((text) => typeof text !== 'string');
  if (wrong >= 0) {
    throw invalid(
      `${capital(kind)} ${wrong} of ${call} must be a string, but is ${described(texts[wrong])}.`,
    );
  }
}

/** @returns A few words for any value, as in “but is a Response”. */
export function described(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `“${value.slice(0, 60)}…”` : `“${value}”`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (!isObject(value)) return String(value);
  const { localName } = value;
  if (typeof localName === 'string') return `an element <${localName}>`;
  const name = value.constructor?.name;
  if (!name || name === 'Object') return 'a plain object';
  return `${/^([AEIO]|HTML|SVG)/.test(name) ? 'an' : 'a'} ${name}`;
}

/** @returns The name that was probably meant, or all of them. */
function advice(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest ? `Did you mean “${nearest}”?` : `It has ${names.join(', ')}.`;
}

/** @returns The known name that a misspelt one probably means, if there is one. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((known) => ({ known, distance: editDistance(name.toLowerCase(), known.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.ceil(name.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return nearest?.known;
}

/** @returns How many letters to insert, delete or replace to make one word of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] as number) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
