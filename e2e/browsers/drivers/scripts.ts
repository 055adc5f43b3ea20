/**
 * @returns An expression that calls a function in a page and evaluates to a promise of its result as JSON.
 * @param run A self-contained function.
 * @param argument A JSON value.
 */
export function callOf<Argument, Result>(run: (argument: Argument) => Result, argument: Argument): string {
  // tsx wraps functions in calls of __name: https://github.com/privatenumber/tsx/issues/113
  const called = `((__name) => (${run}))((target) => target)(${JSON.stringify(argument) ?? ''})`;
  return `Promise.resolve(${called}).then((result) => JSON.stringify(result) ?? 'null')`;
}
