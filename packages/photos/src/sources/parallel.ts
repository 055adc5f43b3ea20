/**
 * Maps with several concurrent calls, and yields each result as soon as it is available.
 *
 * @param items The items to map.
 * @param flights Maximum number of calls that are running or have results that were not yet consumed.
 * @param work The call. If it throws, the iteration ends.
 * @param discard Called with each result that is not consumed because the iteration has ended.
 */
export async function* mapInParallel<T, R>(
  items: Iterable<T>,
  flights: number,
  work: (item: T) => Promise<R>,
  discard: (result: R) => void = () => undefined,
): AsyncGenerator<R> {
  // No Promise.race: a slow call would keep the results of all calls that finish before it in memory.
  const results: R[] = [];
  let flying = 0;
  let failure: { error: unknown } | undefined;
  let ended = false;
  let wake = (): void => undefined;
  const launch = async (item: T): Promise<void> => {
    flying++;
    try {
      const result = await work(item);
      if (ended) discard(result);
      else results.push(result);
    } catch (error) {
      failure ??= { error };
    }
    flying--;
    wake();
  };
  const rest = items[Symbol.iterator]();
  let next = rest.next();
  try {
    for (;;) {
      for (; !failure && !next.done && flying + results.length < flights; next = rest.next()) {
        void launch(next.value);
      }
      if (failure) throw failure.error;
      if (results.length > 0) {
        yield results.shift() as R;
      } else if (flying > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        return;
      }
    }
  } finally {
    ended = true;
    for (const result of results) discard(result);
  }
}
