/**
 * @returns An expression that calls a function in a page and gives a promise of its result as JSON.
 * @param run Names nothing outside of itself.
 * @param argument What JSON can carry.
 */
export function callOf<Argument, Result>(run: (argument: Argument) => Result, argument: Argument): string {
  // tsx wraps functions in calls of __name: https://github.com/privatenumber/tsx/issues/113
  const called = `((__name) => (${run}))((target) => target)(${JSON.stringify(argument) ?? ''})`;
  return `Promise.resolve(${called}).then((result) => JSON.stringify(result) ?? 'null')`;
}
