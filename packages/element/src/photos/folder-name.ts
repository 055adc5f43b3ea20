/**
 * @returns Whether two folder names are the same. Some systems write `é` as one character, others as a letter and an
 *   accent:
 * https://unicode.org/reports/tr15/
 */
export const areSame = (one: string, other: string): boolean => one.normalize() === other.normalize();
