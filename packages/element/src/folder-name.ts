/**
 * @returns Whether two names of folders are the same. Some systems tell `é` as one character, others as a letter and an
 *   accent: https://unicode.org/reports/tr15/
 */
export const areSame = (one: string, other: string): boolean => one.normalize() === other.normalize();
