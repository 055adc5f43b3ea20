import { en } from './en.ts';
import { Formats } from './formats.ts';

/** All texts of the element, by name. */
export interface Strings extends ReturnType<typeof en> {}

/** A text that is only put into words when it is shown, because the language may change. */
export type Message = (strings: Strings) => string;

/** The English texts. */
export const english: Strings = en(new Formats('en'));

/**
 * Splits a text at its argument, so that the argument can be an element of its own.
 *
 * @returns The text before and after the argument.
 */
export function around(text: (argument: string) => string): readonly [before: string, after: string] {
  const [before = '', after = ''] = text('\0').split('\0');
  return [before, after];
}
