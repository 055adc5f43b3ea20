/**
 * `Symbol.asyncDispose`, also where the browser has no `await using` yet: compilers that translate it look for
 * this symbol then.
 */
export const ASYNC_DISPOSE: typeof Symbol.asyncDispose =
  Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
